import { readFileSync } from 'node:fs'
import type { SweepJob } from './launcher.js'

/** A job as lines of progress show it: without what it says of Hydra's own node. */
export function jobText(job: SweepJob): string {
  return shownOverrides(job)
    .filter((text) => !text.startsWith('hydra.'))
    .join(' ')
}

/** Its overrides, without what is sensitive. */
export function shownOverrides({
  overrides,
  shown = overrides,
}: Pick<SweepJob, 'overrides' | 'shown'>): readonly string[] {
  return shown
}

const LINES_SHOWN = 20

/** What a job printed last; `nothing` where it printed nothing. */
export function endOf(path: string, nothing = ''): string {
  const text = textIn(path)
  if (text === '') return nothing
  const lines = text.split('\n').slice(-LINES_SHOWN)
  return `\nThe end of ${path}:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

function textIn(path: string): string {
  try {
    return readFileSync(path, 'utf8').trimEnd()
  } catch {
    return ''
  }
}
