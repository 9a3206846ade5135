import { resolve } from 'node:path'
import { exploreTree, isWritable } from '@hydraconf/check'
import {
  compose,
  type DialectName,
  type Environment,
  HydraconfError,
  isDialectName,
  maskedOverrideText,
  openLibraryFor,
  pyYamlLike,
  raise,
  sensitiveNames,
} from '@hydraconf/core'
import { appOf, makeDirectory, writeWhole } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { jsonText } from '../json.js'
import { sensitiveOverride } from '../messages.js'
import { type Recorded, type Recorder, readRecording, recordingPath, recordingText } from './golden-file.js'
import { maskedYaml } from './masked-yaml.js'
import type { Asked } from './run-hydra.js'

/** `hydraconf parity record`: has real Hydra compose every option of every group of a tree, and keeps what it says. */
export async function parityRecord({ flags, config }: CommandLine, { host, options }: CommandContext): Promise<number> {
  const { runHydra } = await import('./run-hydra.js')
  const { configName, overrides } = config
  const { environment } = appOf({ ...options, configName: undefined }, host, config)
  const shown = overrides.map((text) => shownOverride(text, environment))
  // Without its value it could not be asked again.
  if (shown.some((text, at) => text !== overrides[at])) throw raise(sensitiveOverride(shown))
  const library = openLibraryFor(environment, configName)
  const main = library.sources.find(({ provider }) => provider === 'main')!.path.replace(/^file:\/\//, '')
  const planned = compositionsFor(environment, configName, overrides)
  const said = runHydra(textOf(flags.python) ?? 'python3', main, planned, options.versionBase ?? undefined)
  const recording = { ...said, cases: said.cases.map((each) => masked(each, environment)) }
  const dir = textOf(flags.dir) ?? USUAL_DIR
  makeDirectory(resolve(host.cwd(), dir))
  writeWhole(resolve(host.cwd(), recordingPath(dir)), recordingText(recording))
  const { hydra, omegaconf, pyyaml, python } = recording.recorder
  host.out(
    `${recording.cases.length} compositions recorded in ${recordingPath(dir)}\n(Hydra ${hydra}, OmegaConf ${omegaconf}, PyYAML ${pyyaml}, Python ${python})\n`,
  )
  return 0
}

/**
 * `hydraconf parity check`: compares with what was recorded, byte for byte, where Python is not. The configs are read as the
 * Hydra and the PyYAML that recorded read them.
 */
export function parityCheck({ flags, json, config }: CommandLine, { host, options }: CommandContext): number {
  const { recorder, cases } = readRecording(textOf(flags.dir) ?? USUAL_DIR, host.cwd())
  const { dialect = dialectOf(recorder), pyyaml = pyYamlLike(recorder.pyyaml) } = options
  const { environment } = appOf({ ...options, configName: undefined, dialect, pyyaml }, host, config)
  const known = cases.map((each) => masked(each, environment))
  const found = known.map((each) => mismatch(each, environment)).filter((each) => each !== undefined)
  if (json) {
    host.out(`${jsonText({ recorder, compositions: cases.length, mismatches: found })}\n`)
  } else {
    for (const each of found) host.out(mismatchText(each))
    host.out(
      `${cases.length - found.length} of ${cases.length} compositions are as Hydra ${recorder.hydra} made them\n`,
    )
  }
  return found.length > 0 ? 1 : 0
}

const USUAL_DIR = 'parity'

/** The dialect of the Hydra that recorded: `1.3` of 1.3.5. */
function dialectOf({ hydra }: Recorder): DialectName | undefined {
  const name = hydra.split('.').slice(0, 2).join('.')
  return isDialectName(name) ? name : undefined
}

function textOf(flag: string | true | undefined): string | undefined {
  return flag === true ? undefined : flag
}

/** What the command line names, or all that a check composes and a command line can ask for. */
function compositionsFor(
  environment: Environment,
  configName: string | undefined,
  overrides: readonly string[],
): readonly Asked[] {
  if (overrides.length > 0) return [{ configName: configName ?? 'config', overrides }]
  return exploreTree(environment, { configName })
    .attempts.map(({ composing }) => composing)
    .filter(isWritable)
    .map((composing) => ({ configName: composing.configName, overrides: composing.overrides.map(({ text }) => text) }))
}

/** What Hydra said, as it may be kept and shown: a recording lies in a repository. */
function masked(recorded: Recorded, { extensions }: Environment): Recorded {
  const { yaml } = recorded
  return yaml === undefined ? recorded : { ...recorded, yaml: maskedYaml(yaml, sensitiveNames(extensions)) }
}

function shownOverride(text: string, { extensions, dialect }: Environment): string {
  return maskedOverrideText(text, sensitiveNames(extensions), dialect)
}

interface Mismatch {
  readonly case: Recorded
  readonly recorded: string
  readonly here: string
}

function mismatch(recorded: Recorded, environment: Environment): Mismatch | undefined {
  const here = composeHere(recorded, environment)
  const { yaml, error } = recorded
  if (here.yaml !== undefined && here.yaml === yaml) return undefined
  if (here.error !== undefined && error !== undefined) return undefined
  const overrides = recorded.overrides.map((text) => shownOverride(text, environment))
  return {
    case: { ...recorded, overrides },
    recorded: yaml ?? `refused: ${error}`,
    here: here.yaml ?? `refused: ${here.error}`,
  }
}

function composeHere({ config, overrides }: Recorded, environment: Environment): { yaml?: string; error?: string } {
  try {
    const yaml = compose({ configName: config ?? undefined, overrides }, environment).yaml()
    return { yaml: maskedYaml(yaml, sensitiveNames(environment.extensions)) }
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return { error: error.summary }
  }
}

function mismatchText({ case: { config, overrides }, recorded, here }: Mismatch): string {
  const [theirs, ours] = [recorded.split('\n'), here.split('\n')]
  const at = theirs.findIndex((line, index) => line !== ours[index])
  const title = [config ?? '(no config)', ...overrides].join(' ')
  return `${title}\n  line ${at + 1}\n  - ${theirs[at] ?? '(end)'}\n  + ${ours[at] ?? '(end)'}\n`
}
