import type { Complaint } from '../text/errors.js'
import { refusal, shown } from './override.js'

export function sweepPrinted({ kind }: { kind: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'sweep-as-value',
    message: `A sweep (${kind}) is many values and cannot be written as one`,
    advice: 'Enumerate it, or run with --multirun.',
  }
}

export function nestedSweepPrinted({ kind }: { kind: string }): Complaint {
  return {
    type: 'ValidationError',
    code: 'sweep-inside-value',
    message: `A sweep (${kind}) cannot stand inside another value`,
    advice: 'Sweep over whole values: key=[1,2],[3,4] or choice([1,2],[3,4]). A text is quoted.',
  }
}

export function nullMapKey(): Complaint {
  return {
    type: 'KeyValidationError',
    code: 'null-as-key',
    message: 'null cannot be a key of a map',
    advice: undefined,
  }
}

export function patternNotText({ kind }: { kind: string }): Complaint {
  return {
    type: 'ValidationError',
    code: 'pattern-not-text',
    message: `A pattern of glob() is ${kind === 'quoted' ? 'quoted inside a list' : `a ${kind}`}, and must be a plain text`,
    advice: 'Write patterns in a list without quotes: glob([a*,b*]).',
  }
}

export function mapKeyUnwritable({ key }: { key: string }): Complaint {
  return refusal(
    'map-key-unwritable',
    `The key '${shown(key)}' of a map cannot be written in an override`,
    'Keys there are words, numbers and plain text, never quoted. Put the map into a config file, or set what is in it.',
  )
}

export function keyUnwritable({ key }: { key: string }): Complaint {
  return refusal(
    'key-unwritable',
    `'${shown(key)}' is no key of an override`,
    'A key is a.b.c, group/sub or group@package.',
  )
}

export function valueUnwritable({ kind }: { kind: string }): Complaint {
  return refusal('value-unwritable', `A value (${kind}) cannot be written in an override`, 'Put it into a config file.')
}
