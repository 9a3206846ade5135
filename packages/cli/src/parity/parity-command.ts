import { resolve } from 'node:path'
import { compose, type Environment, HydraconfError, raise } from '@hydraconf/core'
import {
  type App,
  type AppOptions,
  appOf,
  type Host,
  makeDirectory,
  openLibraryFor,
  parseFlags,
  writeWhole,
} from '@hydraconf/node'
import { planCompositions, primariesIn } from '../check/compositions.js'
import type { Composing } from '../check/problem.js'
import { composingText } from '../check/report.js'
import { takeFlags } from '../command-flags.js'
import { jsonText } from '../json.js'
import { notAnOption } from '../messages.js'
import { type Recorded, readRecording, recordingPath, recordingText } from './golden-file.js'

/**
 * `hydraconf parity record` has real Hydra compose every option of every group of a tree, where Python is there, and keeps
 * what it says; `hydraconf parity check` compares byte for byte, where it is not.
 */
export async function parityCommand(argv: readonly string[], options: AppOptions, host: Host): Promise<number> {
  const [action, ...words] = argv
  const { flags: own, values, rest } = takeFlags(words, { flags: ['--json'], values: ['--python', '--dir'] })
  const flags = parseFlags(rest)
  const app = appOf({ ...options, configName: undefined }, host, flags)
  const dir = resolve(host.cwd(), values.get('--dir') ?? 'parity')
  switch (action) {
    case 'record':
      return record(
        app,
        flags,
        { dir, python: values.get('--python') ?? 'python3', versionBase: options.versionBase ?? undefined },
        host,
      )
    case 'check':
      return check(app.environment, dir, own.has('--json'), host)
    default:
      throw raise(notAnOption({ flag: 'parity', value: action ?? '', known: ['record', 'check'] }))
  }
}

async function record(
  app: App,
  { configName, overrides }: { readonly configName: string | undefined; readonly overrides: readonly string[] },
  how: { readonly dir: string; readonly python: string; readonly versionBase: string | undefined },
  host: Host,
): Promise<number> {
  const { runHydra } = await import('./run-hydra.js')
  const library = openLibraryFor(app.environment, configName)
  const main = library.sources.find(({ provider }) => provider === 'main')!.path.replace(/^file:\/\//, '')
  const planned = compositionsFor(library, app.environment, configName, overrides)
  const recording = runHydra(how.python, main, planned, how.versionBase)
  makeDirectory(how.dir)
  writeWhole(recordingPath(how.dir), recordingText(recording))
  const { hydra, omegaconf, pyyaml, python } = recording.recorder
  host.out(
    `${recording.cases.length} compositions recorded in ${recordingPath(how.dir)}\n(Hydra ${hydra}, OmegaConf ${omegaconf}, PyYAML ${pyyaml}, Python ${python})\n`,
  )
  return 0
}

/** What the command line names, or all that a check would compose. */
function compositionsFor(
  library: Parameters<typeof planCompositions>[0],
  environment: Environment,
  configName: string | undefined,
  overrides: readonly string[],
): readonly Composing[] {
  if (overrides.length > 0) return [{ configName: configName ?? 'config', overrides }]
  const { all, oneOf } = planCompositions(
    library,
    environment,
    configName === undefined ? primariesIn(library) : [configName],
  )
  return [...all, ...oneOf.flat()]
}

interface Mismatch {
  readonly case: Recorded
  readonly recorded: string
  readonly here: string
}

function check(environment: Environment, dir: string, isJson: boolean, host: Host): number {
  const { recorder, cases } = readRecording(dir)
  const found = cases.map((each) => mismatch(each, environment)).filter((each) => each !== undefined)
  if (isJson) {
    host.out(`${jsonText({ recorder, compositions: cases.length, mismatches: found })}\n`)
  } else {
    for (const each of found) host.out(mismatchText(each))
    host.out(
      `${cases.length - found.length} of ${cases.length} compositions are as Hydra ${recorder.hydra} made them\n`,
    )
  }
  return found.length > 0 ? 1 : 0
}

function mismatch(recorded: Recorded, environment: Environment): Mismatch | undefined {
  const here = composeHere(recorded, environment)
  const { yaml, error } = recorded
  if (here.yaml !== undefined && here.yaml === yaml) return undefined
  if (here.error !== undefined && error !== undefined) return undefined
  return { case: recorded, recorded: yaml ?? `refused: ${error}`, here: here.yaml ?? `refused: ${here.error}` }
}

function composeHere({ config, overrides }: Recorded, environment: Environment): { yaml?: string; error?: string } {
  try {
    return { yaml: compose({ configName: config ?? undefined, overrides }, environment).yaml() }
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return { error: error.summary }
  }
}

function mismatchText({ case: { config, overrides }, recorded, here }: Mismatch): string {
  const [theirs, ours] = [recorded.split('\n'), here.split('\n')]
  const at = theirs.findIndex((line, index) => line !== ours[index])
  const title = composingText({ configName: config ?? undefined, overrides })
  return `${title}\n  line ${at + 1}\n  - ${theirs[at] ?? '(end)'}\n  + ${ours[at] ?? '(end)'}\n`
}
