import type { Look } from './address.js'
import { joined } from './shell-words.js'

/**
 * What a shell needs to print what is looked at: of a sweep, every job.
 *
 * @param command the words of a command line that means the tree
 */
export function commandLine(
  command: readonly string[],
  { configName, overrides, part, resolve }: Pick<Look, 'configName' | 'overrides' | 'part' | 'resolve'>,
  isSweep: boolean,
): string {
  const name = configName === undefined ? [] : ['-cn', configName]
  const shown = [...(part === 'job' ? [] : ['--cfg', part]), ...(resolve ? ['--resolve'] : [])]
  return joined([...command, ...name, ...shown, ...(isSweep ? ['-m'] : []), ...overrides])
}
