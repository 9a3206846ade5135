import { readFileSync } from 'node:fs'
import { HydraconfError } from '@hydraconf/core'

/** The lines of a file that `test/oracle/record.py` wrote in fixtures/, behind the one that names the versions. */
export function recordedLines<Line>(name: string): readonly Line[] {
  const text = readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line))
}

/** What it gives, or the class of what refuses it, as those lines say it. */
export function attempt<T>(what: () => T): T | string {
  try {
    return what()
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return error.type
  }
}
