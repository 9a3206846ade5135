import type { Complaint } from '@hydraconf/core'

/** Words for refusals of sweepers. */

export function batchSizeRefused({ size }: { size: unknown }): Complaint {
  return {
    type: 'HydraException',
    code: 'batch-size',
    message: `hydra.sweeper.max_batch_size is ${JSON.stringify(size)}`,
    advice: 'It takes a number of jobs, 1 or more, or null for all at once',
  }
}

type Counts = readonly { readonly key: string; readonly count: number }[]

export function zipUneven({ counts }: { counts: Counts }): Complaint {
  return {
    type: 'HydraException',
    code: 'zip-uneven',
    message: `Sweeps that go together have as many values each: ${countsText(counts)}`,
    advice: 'Give them equally many, or name those that go together: hydra.sweeper.keys=[a,b]',
  }
}

export function zipKeyUnknown(of: { key: string; known: readonly string[]; near: readonly string[] }): Complaint {
  const { key, known, near } = of
  return {
    type: 'HydraException',
    code: 'zip-key-unknown',
    message: `hydra.sweeper.keys names '${key}', and no override of the sweep does`,
    advice:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : known.length > 0
          ? `Swept are ${known.join(', ')}`
          : undefined,
  }
}

export function listsUneven({ counts }: { counts: Counts }): Complaint {
  return {
    type: 'HydraException',
    code: 'lists-uneven',
    message: `The lists of hydra.sweeper.list_params have as many values each: ${countsText(counts)}`,
    advice: 'One that every combination takes belongs in hydra.sweeper.grid_params',
  }
}

function countsText(counts: Counts): string {
  return counts.map(({ key, count }) => `${key} has ${count}`).join(', ')
}

export function listValueRefused({ key, text }: { key: string; text: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'list-value',
    message: `'${text}' is no list of values for ${key}`,
    advice: 'It takes a list, a number, a boolean, or a text with commas',
  }
}

export function tooManyToShuffle({ count, most }: { count: bigint; most: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'too-many-to-shuffle',
    message: `${count} jobs are too many to draw an order for; ${most} is the most`,
    advice: 'hydra/sweeper=basic runs them in order, one batch after the other',
  }
}

export function filterRefused({ at, why, advice }: { at: string; why: string; advice?: string }): Complaint {
  return { type: 'HydraException', code: 'filter-refused', message: `${at} ${why}`, advice }
}

export function filterFailed(of: { filter: string; overrides: readonly string[]; why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'filter-failed',
    message: `The filter '${of.filter}' cannot be asked of the job ${of.overrides.join(' ')}: ${of.why}`,
    advice: 'With _fail_: false beside its settings, such a job is kept',
  }
}
