import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { LocalFiles } from '../recipe/library.js'
import { storedVersions } from '../release/stored-releases.js'
import { checkCommand } from './check.js'
import { type CommandArguments, commandArguments, type ParsedCommandLine } from './command-arguments.js'
import type { CommandHost } from './command-host.js'
import { EXPORT_FORMS_OF_COMMAND, exportCommand } from './export.js'
import { layersCommand, MATCHINGS } from './layers.js'
import { planCommand } from './plan.js'
import { recipeCommand } from './recipe.js'
import { diffCommand, showCommand } from './show.js'

const value = <Name extends string>(name: Name, placeholder: string, summary: string) =>
  ({ name, takes: 'value', placeholder, summary }) as const

/** Which ModelOpt is meant. */
const RELEASE = [
  value('modelopt', 'VERSION', `a release: ${storedVersions().join(', ')} (0.40.0)`),
  value('modelopt-from', 'DIR|WHEEL', 'an installed or downloaded ModelOpt, from 0.45 on'),
] as const

/** What is judged, on what. */
const JUDGING = [
  ...RELEASE,
  value('gpu', 'NAME', 'what it is to run on: h200, a100, cpu, ..., or a compute capability (cc=8.0)'),
  value('layers', 'FILE', "a model's own layers: a list of names, or a safetensors file"),
] as const

const FORM = {
  name: 'form',
  takes: 'value',
  choices: EXPORT_FORMS_OF_COMMAND,
  summary: `${EXPORT_FORMS_OF_COMMAND.join(', ')} (python)`,
} as const

const MATCHING = {
  name: 'matching',
  takes: 'value',
  choices: MATCHINGS,
  summary: 'which call of ModelOpt matches the patterns (quantize)',
} as const

const FILE = { name: 'FILE', summary: 'a list of layer names, or a safetensors file' } as const

const RECIPE = { name: 'NAME', summary: 'a recipe; without one, which there are', optional: true } as const
const OVERRIDE = { name: 'KEY=VALUE', summary: 'what to set in it', optional: true, many: true } as const

/** What the `hydraconf` command finds in this package: `hydraconf quant ...` runs it. */
export const command = {
  summary: 'granularity overlays on ModelOpt formats: show, diff, check, plan, export, recipe, layers',
  commands: {
    show: {
      summary: 'base, overlay and result of each quantizer attribute, and what set it',
      flags: RELEASE,
      composes: 'config',
      run: running(showCommand),
    },
    diff: {
      summary: 'what the overlay changes, as a diff',
      flags: RELEASE,
      composes: 'config',
      run: running(diffCommand),
    },
    check: {
      summary: 'what ModelOpt would refuse, and what would fail or do nothing when it runs',
      flags: JUDGING,
      composes: 'config',
      examples: ['quant check -cn preset/qwen3_lm_sensitivity quant_pair=wfp4_afp8 --modelopt 0.47 --gpu h200'],
      run: running(checkCommand),
    },
    plan: {
      summary: 'every job of a sweep with its verdict, before anything runs',
      flags: [
        ...JUDGING,
        value('html', 'FILE', 'a picture of it, as one file'),
        value('seen', 'FILE', 'what hardware/run_jobs.py saw, laid beside the verdicts'),
        { name: 'configs', takes: 'nothing', summary: 'with --json: the config of each job, for hardware/run_jobs.py' },
      ],
      composes: 'jobs',
      examples: ["quant plan -cn preset/qwen3_lm_sensitivity -m 'quant_pair=glob(*)' 'quant_granularity=glob(*)'"],
      run: running(planCommand),
    },
    export: {
      summary: 'the effective config for ModelOpt',
      flags: [...RELEASE, FORM],
      composes: 'config',
      run: running(exportCommand),
    },
    recipe: {
      summary: 'a recipe of ModelOpt, composed',
      positionals: [RECIPE, OVERRIDE],
      flags: RELEASE,
      examples: ['quant recipe general/ptq/fp8_default-kv_fp8 quantize.algorithm=max'],
      run: running(recipeCommand),
    },
    layers: {
      summary: "what a model's layers get",
      positionals: [FILE],
      flags: [...RELEASE, MATCHING],
      composes: 'config',
      run: running(layersCommand),
    },
  },
} as const

/** What the `hydraconf` command hands over. */
interface CommandContext extends Pick<CommandHost, 'compose' | 'jobs' | 'readFile'> {
  readonly host: Pick<CommandHost, 'out' | 'err'> & { cwd(): string }
}

/** The exit code: 0, or 1 for findings. */
function running(
  run: (args: CommandArguments, host: CommandHost) => number,
): (line: ParsedCommandLine, context: CommandContext) => number {
  return (line, context) => {
    const pathOf = (path: string) => resolve(context.host.cwd(), path)
    return run(commandArguments(line), {
      compose: () => context.compose(),
      jobs: () => context.jobs(),
      readFile: (path, most) => context.readFile(path, most),
      writeFile: (path, text) => writeFileSync(pathOf(path), text),
      pathOf,
      local: localFiles(pathOf),
      out: (text) => context.host.out(text),
      err: (text) => context.host.err(text),
    })
  }
}

/** The files under a folder, by paths that are relative to it or absolute. */
export function localFiles(pathOf: (path: string) => string): LocalFiles {
  const statsOf = (path: string) => statSync(pathOf(path), { throwIfNoEntry: false })
  return {
    read: (path) => (statsOf(path)?.isFile() ? readFileSync(pathOf(path), 'utf8') : undefined),
    isFolder: (path) => statsOf(path)?.isDirectory() === true,
  }
}
