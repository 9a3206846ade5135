import minimist from 'minimist'
import { type FlagSpec, normalizeArgv } from './normalize-argv.js'

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
  readonly configDir: string | undefined
  readonly experimentalRerun: string | undefined
  readonly info: Info | undefined
}

export type Info = (typeof INFO)[number]

const INFO = ['all', 'config', 'defaults', 'defaults-tree', 'plugins', 'searchpath'] as const

/** Every flag of Hydra 1.3, in the order its usage text lists them. */
export const HYDRA_FLAGS: readonly FlagSpec[] = [
  { name: 'help', short: '-h', takes: 'nothing' },
  { name: 'hydra-help', takes: 'nothing' },
  { name: 'version', takes: 'nothing', final: true },
  { name: 'cfg', short: '-c', takes: 'value', choices: ['job', 'hydra', 'all'] },
  { name: 'resolve', takes: 'nothing' },
  { name: 'package', short: '-p', takes: 'value' },
  { name: 'run', short: '-r', takes: 'nothing' },
  { name: 'multirun', short: '-m', takes: 'nothing' },
  { name: 'shell-completion', short: '-sc', takes: 'nothing' },
  { name: 'config-path', short: '-cp', takes: 'value' },
  { name: 'config-name', short: '-cn', takes: 'value' },
  { name: 'config-dir', short: '-cd', takes: 'value' },
  { name: 'experimental-rerun', takes: 'value' },
  { name: 'info', short: '-i', takes: 'optional', choices: INFO, constant: 'all' },
]

/**
 * Reads a command line as a program decorated with `@hydra.main` does.
 *
 * @throws UsageError where argparse would leave with exit code 2.
 */
export function parseFlags(argv: readonly string[]): Flags {
  const { flags, overrides } = normalizeArgv(argv, HYDRA_FLAGS)
  const read = minimist([...flags], {
    boolean: HYDRA_FLAGS.filter((flag) => flag.takes === 'nothing').map((flag) => flag.name),
    string: HYDRA_FLAGS.filter((flag) => flag.takes !== 'nothing').map((flag) => flag.name),
  })
  const text = (name: string): string | undefined => lastOf(read[name])
  return {
    overrides,
    help: Boolean(read.help),
    hydraHelp: Boolean(read['hydra-help']),
    version: Boolean(read.version),
    cfg: text('cfg') as Flags['cfg'],
    resolve: Boolean(read.resolve),
    package: text('package'),
    run: Boolean(read.run),
    multirun: Boolean(read.multirun),
    shellCompletion: Boolean(read['shell-completion']),
    configPath: text('config-path'),
    configName: text('config-name'),
    configDir: text('config-dir'),
    experimentalRerun: text('experimental-rerun'),
    info: text('info') as Flags['info'],
  }
}

/** A flag given twice counts as its last value. */
function lastOf(value: unknown): string | undefined {
  return Array.isArray(value) ? (value.at(-1) as string) : (value as string | undefined)
}
