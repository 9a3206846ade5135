import { type Checked, type CheckOptions, checkTree, ignoring, mainSource, type Severity } from '@hydraconf/check'
import { type Environment, raise, readOverrides } from '@hydraconf/core'
import { appOf, colours, type Host, report, UsageError } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { errorJson, jsonText } from '../json.js'
import type { Format } from './formats.js'
import { checkReport } from './report.js'

/**
 * `hydraconf check`: all that is wrong with a tree of configs. Gives 1 if anything is (with `--strict` if there is so much
 * as a warning), 2 where there was nothing to compose. `--fix` mends what has one safe answer.
 */
export async function checkCommand(line: CommandLine, { host, options }: CommandContext): Promise<number> {
  const { flags, lists, json, config } = line
  const format = json ? 'json' : ((flags.format ?? 'text') as Format)
  const { environment } = appOf({ ...options, configName: undefined }, host, config)
  const asked = {
    configName: config.configName,
    overrides: readOverrides(config.overrides, environment, undefined),
    isIgnored: ignoring(lists.ignore ?? [], environment, host.cwd()),
    limit: limitIn(flags.limit as string | undefined),
    isGuessed: config.configPath === undefined && options.configDir === '.',
    checkComposed: await checkOfTargets(flags.targets as string | undefined, host),
  }

  const found = checkIn(environment, asked)
  if (found.compositions === 0) return refuseNothing(environment, found, format, host)
  const { checked, fixed } = flags.fix ? await fixTree(found, environment, asked, host) : { checked: found, fixed: [] }
  const paint = colours(host.colours?.out === true)
  host.out(checkReport(checked, { format, cwd: host.cwd(), fixed, paint }))
  const failing: readonly Severity[] = flags.strict ? ['error', 'warning'] : ['error']
  return checked.problems.some(({ severity }) => failing.includes(severity)) ? 1 : 0
}

async function checkOfTargets(file: string | undefined, host: Host) {
  if (file === undefined) return undefined
  const { targetsCheck } = await import('./targets-check.js')
  return targetsCheck(file, host.cwd())
}

function limitIn(given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  if (/^[1-9]\d*$/.test(given)) return Number(given)
  throw new UsageError(`argument --limit: a number of compositions is expected, not '${given}'`)
}

const NOTHING: Checked = {
  problems: [],
  compositions: 0,
  files: 0,
  primaries: [],
  untried: [],
  leftOut: 0,
  otherTrees: [],
}

function checkIn(environment: Environment, options: CheckOptions): Checked {
  return mainSource(environment) === undefined ? NOTHING : checkTree(environment, options)
}

/** A run in the wrong folder must not pass for a sound tree. */
async function refuseNothing(
  environment: Environment,
  { otherTrees }: Checked,
  format: Format,
  host: Host,
): Promise<number> {
  const { nothingComposed } = await import('./nothing-composed.js')
  const error = raise(nothingComposed(environment, otherTrees, host.cwd()))
  if (format === 'text') report(error, host, () => '')
  else host.out(`${jsonText(errorJson(error))}\n`)
  return 2
}

/** A mended file may show the next problem; each round mends something or is the last. */
async function fixTree(first: Checked, environment: Environment, options: CheckOptions, host: Host) {
  const { fixFile } = await import('./fix-file.js')
  const fixed: string[] = []
  let checked = first
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const done = checked.problems.map((problem) => fixFile(problem, host.cwd())).filter((text) => text !== undefined)
    if (done.length === 0) break
    for (const text of done) fixed.push(text)
    checked = checkTree(environment, options)
  }
  return { checked, fixed }
}

const MOST_ROUNDS = 100
