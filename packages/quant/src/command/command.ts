import { type Composed, HydraconfError } from '@hydraconf/core'
import { checkCommand } from './check.js'
import { exportCommand } from './export.js'
import { layersCommand } from './layers.js'
import { planCommand } from './plan.js'
import { diffCommand, showCommand } from './show.js'
import { readWords, type Words } from './words.js'

/** What the commands here work with. */
export interface CommandHost {
  /** Composes the project's config with these words: overrides, and flags such as `-cn`. */
  compose(overrides: readonly string[]): Composed
  /** The jobs of a sweep, composed one by one, in order; each with the run directory that it would write to. */
  jobs(overrides: readonly string[]): Iterable<HostJob>
  readFile(path: string): Uint8Array
  out(text: string): void
  err(text: string): void
}

export interface HostJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly composed: Composed
  readonly dir: string
}

const USAGE = `usage: hydraconf quant COMMAND [overrides]

  show    base, overlay and result of each quantizer attribute, and what set it
  diff    what the overlay changes, as a diff
  check   what ModelOpt would refuse, and what would fail or surprise at run time
  plan    every job of a sweep with its verdict, before anything runs
  export  the effective config for ModelOpt (--form json|python|yaml)
  layers  what a model's layers get (FILE: a list of names, or a safetensors file)

  --modelopt VERSION   0.33.1, 0.40.0 (unless told), 0.43.0, 0.44.0 or main
  --json               for programs
`

const COMMANDS: Readonly<Record<string, (words: Words, host: CommandHost) => number>> = {
  show: showCommand,
  diff: diffCommand,
  check: checkCommand,
  plan: planCommand,
  export: exportCommand,
  layers: layersCommand,
}

/** What the `hydraconf` command finds in this package: `hydraconf quant …` runs it. */
export const command = {
  summary: 'granularity overlays on ModelOpt formats: show, diff, check, plan, export, layers',
  run: (argv: readonly string[], context: CommandContext): number =>
    runQuant(argv, {
      compose: (words) => context.compose(words),
      jobs: (words) => context.jobs(words),
      readFile: (path) => context.readFile(path),
      out: (text) => context.host.out(text),
      err: (text) => context.host.err(text),
    }),
}

/** What the `hydraconf` command hands over. */
interface CommandContext extends Pick<CommandHost, 'compose' | 'jobs' | 'readFile'> {
  readonly host: Pick<CommandHost, 'out' | 'err'>
}

/** Answers with the exit code: 0, 1 for findings and refusals, 2 for a wrong command line. */
export function runQuant(argv: readonly string[], host: CommandHost): number {
  const [name = '', ...rest] = argv
  const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (run === undefined) {
    const isAsked = name === '' || name === '--help' || name === '-h'
    host[isAsked ? 'out' : 'err'](isAsked ? USAGE : `hydraconf quant: no command '${name}'\n${USAGE}`)
    return isAsked ? 0 : 2
  }
  const words = readWords(rest)
  if ('problem' in words) {
    host.err(`hydraconf quant ${name}: ${words.problem}\n`)
    return 2
  }
  try {
    return run(words, host)
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    host.err(`${error.message}\n`)
    return 1
  }
}
