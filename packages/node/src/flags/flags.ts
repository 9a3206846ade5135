import { type DialectName, hasAliases } from '@hydraconf/core'
import type { FlagSpec } from './normalize-argv.js'
import { type ReadFlags, readFlags } from './read-flags.js'

/** What a command line asks for. Names and meaning are those of Hydra's command line flags. */
export interface Flags {
  readonly overrides: readonly string[]
  readonly help: boolean
  readonly hydraHelp: boolean
  readonly version: boolean
  readonly cfg: 'job' | 'hydra' | 'all' | undefined
  readonly resolve: boolean
  readonly package: string | undefined
  readonly run: boolean
  readonly multirun: boolean
  readonly shellCompletion: boolean
  readonly configPath: string | undefined
  readonly configName: string | undefined
  /** `--config-dir`, as often as it was given. */
  readonly configDirs: readonly string[]
  readonly experimentalRerun: string | undefined
  readonly info: Info | undefined
}

export type Info = (typeof INFO)[number] | 'aliases'

const INFO = ['all', 'config', 'defaults', 'defaults-tree', 'plugins', 'searchpath'] as const

/** Every flag of Hydra, in the order its usage text lists them. */
export const HYDRA_FLAGS = [
  { name: 'help', short: '-h', takes: 'nothing', summary: 'show the help of the program and its config' },
  { name: 'hydra-help', takes: 'nothing', summary: 'show these flags and the settings of Hydra' },
  { name: 'version', takes: 'nothing', final: true, summary: 'show the version' },
  {
    name: 'cfg',
    short: '-c',
    takes: 'value',
    choices: ['job', 'hydra', 'all'],
    summary: 'print the config (job, hydra or all) and do not run',
  },
  { name: 'resolve', takes: 'nothing', summary: 'with --cfg or --help: print what interpolations stand for' },
  {
    name: 'package',
    short: '-p',
    takes: 'value',
    placeholder: 'KEY',
    summary: 'with --cfg: print this part of the config alone',
  },
  { name: 'run', short: '-r', takes: 'nothing', summary: 'run one job (the default)' },
  { name: 'multirun', short: '-m', takes: 'nothing', summary: 'run a job for each combination of the overrides' },
  {
    name: 'shell-completion',
    short: '-sc',
    takes: 'nothing',
    summary: 'install=SHELL, uninstall=SHELL or query=SHELL, for bash, zsh and fish',
  },
  {
    name: 'config-path',
    short: '-cp',
    takes: 'value',
    placeholder: 'FOLDER',
    summary: 'the folder of configs, relative to the program, absolute or pkg://',
  },
  { name: 'config-name', short: '-cn', takes: 'value', placeholder: 'CONFIG', summary: 'the primary config' },
  {
    name: 'config-dir',
    short: '-cd',
    takes: 'value',
    repeats: true,
    placeholder: 'FOLDER',
    summary: 'one more folder of configs, relative to the working directory; may be given again',
  },
  {
    name: 'experimental-rerun',
    takes: 'value',
    placeholder: 'PATH',
    summary: 'run again from a run directory or its config.yaml',
  },
  {
    name: 'info',
    short: '-i',
    takes: 'optional',
    choices: INFO,
    constant: 'all',
    summary: 'print how the config came about: all, config, defaults, defaults-tree, plugins or searchpath',
  },
] as const satisfies readonly FlagSpec[]

/**
 * Reads a command line as a program decorated with `@hydra.main` does. Flags beside Hydra's are for the caller to read. In
 * dialect 1.4 overrides may stand on both sides of flags.
 *
 * @throws UsageError where argparse would leave with exit code 2.
 */
export function parseFlags(argv: readonly string[], dialect?: DialectName): Flags {
  return hydraFlags(readFlags(argv, hydraFlagSpecs(dialect), { mixed: dialect === '1.4' }))
}

/** The flags that Hydra has in a dialect: 1.4 tells of aliases, too. */
export function hydraFlagSpecs(dialect?: DialectName): readonly FlagSpec[] {
  if (!hasAliases(dialect)) return HYDRA_FLAGS
  return HYDRA_FLAGS.map((flag) => (flag.name === 'info' ? { ...flag, choices: [...INFO, 'aliases'] } : flag))
}

/** What a command line says of Hydra's flags, of those that it was read with. */
export function hydraFlags({ given, words }: ReadFlags): Flags {
  const text = (name: string): string | undefined => given.get(name)?.at(-1)
  return {
    overrides: words,
    help: given.has('help'),
    hydraHelp: given.has('hydra-help'),
    version: given.has('version'),
    cfg: text('cfg') as Flags['cfg'],
    resolve: given.has('resolve'),
    package: text('package'),
    run: given.has('run'),
    multirun: given.has('multirun'),
    shellCompletion: given.has('shell-completion'),
    configPath: text('config-path'),
    configName: text('config-name'),
    configDirs: given.get('config-dir') ?? [],
    experimentalRerun: text('experimental-rerun'),
    info: text('info') as Flags['info'],
  }
}
