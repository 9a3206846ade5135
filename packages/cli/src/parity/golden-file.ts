import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { raise } from '@hydraconf/core'
import { nothingRecorded } from '../messages.js'

/** What real Hydra made of one composition. */
export interface Recorded {
  readonly config: string | null
  readonly overrides: readonly string[]
  /** The config as YAML, interpolations unresolved; or the class of the refusal. */
  readonly yaml?: string
  readonly error?: string
}

/** Which Hydra recorded. */
export interface Recorder {
  readonly hydra: string
  readonly omegaconf: string
  readonly pyyaml: string
  readonly python: string
}

export interface Recording {
  readonly recorder: Recorder
  readonly cases: readonly Recorded[]
}

/** Where a recording is kept, in its folder. */
export function recordingPath(dir: string): string {
  return join(dir, 'recorded.jsonl')
}

/** JSON lines: the recorder, then a case a line. */
export function recordingText({ recorder, cases }: Recording): string {
  return [recorder, ...cases].map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** @throws HydraException when there is none */
export function readRecording(dir: string, cwd: string): Recording {
  const path = recordingPath(dir)
  let text: string
  try {
    text = readFileSync(resolve(cwd, path), 'utf8')
  } catch {
    throw raise(nothingRecorded({ path }))
  }
  const [recorder, ...cases] = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { recorder, cases }
}
