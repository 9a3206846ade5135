import { HYDRA_FLAGS } from './flags.js'
import { HYDRACONF_FLAGS } from './hydraconf-flags.js'

/** How the program is called, for a command line that cannot be read. */
export function usageText(program: string): string {
  return `usage: ${program} [flags] [overrides ...]\n       ${program} --help shows all flags`
}

/** Every flag with what it does, a line each. */
export function flagsHelp(): string {
  const rows = [
    ...HYDRA_FLAGS.map(
      ({ name, short }) => [short === undefined ? `--${name}` : `--${name}, ${short}`, WORDS[name] ?? ''] as const,
    ),
    ...HYDRACONF_FLAGS.map(({ name, words }) => [`--${name}`, words] as const),
    ['overrides', 'key=value, +key=value, ++key=value, ~key, group=option, key=a,b with --multirun'] as const,
  ]
  const width = Math.max(...rows.map(([flag]) => flag.length))
  return rows.map(([flag, words]) => `${flag.padEnd(width)}  ${words}`).join('\n')
}

const WORDS: Readonly<Record<string, string>> = {
  help: 'show the help of the program and its config',
  'hydra-help': 'show these flags and the settings of Hydra',
  version: 'show the version',
  cfg: 'print the config (job, hydra or all) and do not run',
  resolve: 'with --cfg or --help: print what interpolations stand for',
  package: 'with --cfg: print this part of the config alone',
  run: 'run one job (the default)',
  multirun: 'run a job for each combination of the overrides',
  'shell-completion': 'install=SHELL, uninstall=SHELL or query=SHELL, for bash, zsh and fish',
  'config-path': 'the folder of configs, relative to the program, absolute or pkg://',
  'config-name': 'the primary config',
  'config-dir': 'one more folder of configs, relative to the working directory',
  'experimental-rerun': 'run again from a run directory or its config.yaml',
  info: 'print how the config came about: all, config, defaults, defaults-tree, plugins or searchpath',
}
