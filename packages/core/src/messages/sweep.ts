import type { Complaint } from '../text/errors.js'

export function notEnumerable({ text, kind }: { text: string; kind: string }): Complaint {
  return kind === 'interval'
    ? refusal(
        'interval-not-enumerable',
        `'${text}': an interval has no list of values`,
        'Use range(start,stop,step) or choice(a,b), or a sweeper that optimizes.',
      )
    : refusal('not-a-sweep', `'${text}' is not a sweep`, 'Use key=a,b or key=choice(a,b).')
}

export function controllerChanged({
  controller,
  from,
  to,
}: {
  controller: 'launcher' | 'sweeper'
  from?: string | null | undefined
  to?: string | null | undefined
}): Complaint {
  const isChoice = from !== to
  return {
    type: 'ConfigCompositionException',
    code: 'controller-changed',
    message: isChoice
      ? `A job of the sweep chooses hydra/${controller}=${to}, and the sweep has ${from}`
      : `A job of the sweep sets hydra.${controller} otherwise than the sweep`,
    advice: 'Choose and set it in the primary config or on the command line: it is one for all jobs.',
  }
}

export function intervalNotSwept({ text }: { text: string }): Complaint {
  return refusal(
    'interval-not-swept',
    `'${text}': the basic sweeper does not sweep over an interval`,
    'Use range(start,stop,step) or choice(a,b), or a sweeper that optimizes.',
  )
}

export function optionsUnknown({ text }: { text: string }): Complaint {
  return refusal(
    'options-unknown',
    `'${text}': glob() needs to know the options of the group`,
    'Plan the sweep with optionsOf, which lists the options of a config group.',
  )
}

export function patternNotMatched({ text }: { text: string }): Complaint {
  return refusal(
    'pattern-not-text',
    `'${text}': a pattern of glob() is not a plain text`,
    'Write patterns in a list without quotes: glob([a*,b*]).',
  )
}

export function pointNotCast({ text, problem }: { text: string; problem: string }): Complaint {
  return refusal('point-not-cast', `'${text}': ${problem}`, 'Give the range ends that can be converted.')
}

export function shuffleTooLong({ text }: { text: string }): Complaint {
  return refusal('shuffle-too-long', `'${text}' has too many values to be shuffled`, 'Shorten the range.')
}

export function rangeHasNaN({ text }: { text: string }): Complaint {
  return refusal('range-without-number', `'${text}': a range cannot be counted off with these bounds`, 'Use numbers.')
}

export function rangeHasNoStep({ text }: { text: string }): Complaint {
  return refusal('range-without-step', `'${text}': the step of a range is zero`, 'Use a step above or below zero.')
}

export function rangeTooLong({ text }: { text: string }): Complaint {
  return refusal('range-too-long', `'${text}' has more values than can be counted`, 'Shorten it or use a larger step.')
}

export function sweepEndless({ text }: { text: string }): Complaint {
  return refusal('sweep-endless', `'${text}' never ends`, 'Give the range an end that its step reaches.')
}

export function batchSizeNotPositive({ size }: { size: number }): Complaint {
  return refusal(
    'batch-size',
    `hydra.sweeper.max_batch_size is ${size}, and must be above zero`,
    'Use null for one batch.',
  )
}

export function noSuchJob({ index, count }: { index: bigint; count: bigint }): Complaint {
  return refusal('no-such-job', `There is no job ${index}: the sweep has ${count}, counted from 0`, undefined)
}

function refusal(code: string, message: string, advice: string | undefined): Complaint {
  return { type: 'HydraException', code, message, advice }
}
