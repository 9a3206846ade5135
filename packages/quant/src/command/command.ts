import { MODELOPT_VERSIONS } from '../validity/modelopt.js'
import { checkCommand } from './check.js'
import type { CommandHost } from './command-host.js'
import { EXPORT_FORMS, exportCommand } from './export.js'
import { layersCommand, MATCHINGS } from './layers.js'
import { planCommand } from './plan.js'
import { diffCommand, showCommand } from './show.js'
import { type ReadLine, type Words, wordsOf } from './words.js'

const MODELOPT = {
  name: 'modelopt',
  takes: 'value',
  placeholder: 'VERSION',
  choices: MODELOPT_VERSIONS,
  summary: `the release: ${MODELOPT_VERSIONS.join(', ')} (0.40.0)`,
} as const

const FORM = {
  name: 'form',
  takes: 'value',
  choices: EXPORT_FORMS,
  summary: `${EXPORT_FORMS.join(', ')} (python)`,
} as const

const MATCHING = {
  name: 'matching',
  takes: 'value',
  choices: MATCHINGS,
  summary: 'which call of ModelOpt matches the patterns (quantize)',
} as const

const FILE = { name: 'FILE', summary: 'a list of layer names, or a safetensors file' } as const

/** What the `hydraconf` command finds in this package: `hydraconf quant ...` runs it. */
export const command = {
  summary: 'granularity overlays on ModelOpt formats: show, diff, check, plan, export, layers',
  commands: {
    show: {
      summary: 'base, overlay and result of each quantizer attribute, and what set it',
      flags: [MODELOPT],
      composes: 'config',
      run: running(showCommand),
    },
    diff: {
      summary: 'what the overlay changes, as a diff',
      flags: [MODELOPT],
      composes: 'config',
      run: running(diffCommand),
    },
    check: {
      summary: 'what ModelOpt would refuse, and what would fail or surprise at run time',
      flags: [MODELOPT],
      composes: 'config',
      run: running(checkCommand),
    },
    plan: {
      summary: 'every job of a sweep with its verdict, before anything runs',
      flags: [MODELOPT],
      composes: 'jobs',
      run: running(planCommand),
    },
    export: {
      summary: 'the effective config for ModelOpt',
      flags: [MODELOPT, FORM],
      composes: 'config',
      run: running(exportCommand),
    },
    layers: {
      summary: "what a model's layers get",
      positionals: [FILE],
      flags: [MODELOPT, MATCHING],
      composes: 'config',
      run: running(layersCommand),
    },
  },
} as const

/** What the `hydraconf` command hands over. */
interface CommandContext extends Pick<CommandHost, 'compose' | 'jobs' | 'readFile'> {
  readonly host: Pick<CommandHost, 'out' | 'err'>
}

/** The exit code: 0, or 1 for findings. */
function running(
  run: (words: Words, host: CommandHost) => number,
): (line: ReadLine, context: CommandContext) => number {
  return (line, context) =>
    run(wordsOf(line), {
      compose: () => context.compose(),
      jobs: () => context.jobs(),
      readFile: (path) => context.readFile(path),
      out: (text) => context.host.out(text),
      err: (text) => context.host.err(text),
    })
}
