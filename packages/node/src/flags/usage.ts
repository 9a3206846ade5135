import { HYDRA_FLAGS } from './flags.js'
import { HYDRACONF_FLAGS } from './hydraconf-flags.js'
import type { FlagSpec } from './normalize-argv.js'

/** How the program is called, for a command line that cannot be read. */
export function usageText(program: string): string {
  return `usage: ${program} [flags] [overrides ...]\n       ${program} --help shows all flags`
}

/** Every flag with what it does, a line each. */
export function flagsHelp(): string {
  const flags: readonly FlagSpec[] = [...HYDRA_FLAGS, ...HYDRACONF_FLAGS]
  const rows = [
    ...flags.map(({ name, short, summary }) => [short === undefined ? `--${name}` : `--${name}, ${short}`, summary]),
    ['overrides', 'key=value, +key=value, ++key=value, ~key, group=option, key=a,b with --multirun'],
    ['@FILE', 'overrides from a file, one a line; a line that begins with # is a comment'],
  ] as const
  const width = rows.reduce((widest, [flag = '']) => Math.max(widest, flag.length), 0)
  return rows.map(([flag = '', summary]) => `${flag.padEnd(width)}  ${summary}`).join('\n')
}
