import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fixOf, type Problem } from '@hydraconf/check'
import { writeWhole } from '@hydraconf/node'

/** Mends a file in place, if the problem is one that has one safe answer. Says what was done. */
export function fixFile(problem: Problem, cwd: string): string | undefined {
  const fix = fixOf(problem)
  if (fix === undefined) return undefined
  const { name, text } = problem.origin!.source
  const path = resolve(cwd, name)
  if (readFileSync(path, 'utf8') !== text) return undefined
  writeWhole(path, text.slice(0, fix.at) + fix.insert + text.slice(fix.at))
  return `${name}: ${fix.done}`
}
