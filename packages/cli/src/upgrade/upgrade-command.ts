import { existsSync, readFileSync, renameSync } from 'node:fs'
import { resolve } from 'node:path'
import { edited, ignoring, mainSource, type Problem, type TextEdit, type Upgrade, upgradeOf } from '@hydraconf/check'
import { type DialectName, type Environment, raise, readOverrides } from '@hydraconf/core'
import { appOf, colours, type Host, report, writeWhole } from '@hydraconf/node'
import type { Format } from '../check/formats.js'
import type { CommandContext, CommandLine } from '../command.js'
import { errorJson, jsonText } from '../json.js'
import { commandProblems } from './command-problems.js'
import { upgradeReport } from './upgrade-report.js'
import { versionBaseEdits } from './version-base-edits.js'

/**
 * `hydraconf upgrade`: what becomes of a tree of configs when Hydra does, and with `--write` the files as both take them. Gives 1
 * if something will be refused that nothing mends, 2 where there was nothing to compose.
 */
export async function upgradeCommand(line: CommandLine, { host, options }: CommandContext): Promise<number> {
  const { flags, lists, json, config } = line
  const format = (json ? 'json' : flags.sarif === true ? 'sarif' : 'text') as Format
  const { environment } = appOf({ ...options, configName: undefined, dialect: undefined }, host, config)
  const asked = {
    from: (flags.from ?? '1.3') as DialectName,
    to: (flags.to ?? '1.4') as DialectName,
    configName: config.configName,
    overrides: readOverrides(config.overrides, environment, undefined),
    isIgnored: ignoring(lists.ignore ?? [], environment, host.cwd()),
    isGuessed: config.configPath === undefined && options.configDir === '.',
  }
  const found = mainSource(environment) === undefined ? undefined : upgradeOf(environment, asked)
  if (found === undefined || found.compositions === 0) return refuseNothing(environment, found, format, host)
  const { upgrade, written: inConfigs } =
    flags.write === true ? write(found, environment, asked, host) : { upgrade: found, written: [] }
  const bases = asked.to === '1.4' ? versionBaseEdits(host.cwd()) : []
  const written = flags.write === true ? [...inConfigs, ...writeEdits(bases, host.cwd())] : inConfigs
  const lines = commandProblems(host.cwd(), environment, { ...asked, primaries: upgrade.primaries })
  const problems = [...upgrade.problems, ...lines]
  const shown = { ...upgrade, problems, edits: flags.write === true ? [] : [...upgrade.edits, ...bases] }
  host.out(upgradeReport(shown, { format, cwd: host.cwd(), written, paint: colours(host.colours?.out === true) }))
  return problems.some(({ severity }) => severity === 'error') ? 1 : 0
}

type Asked = Parameters<typeof upgradeOf>[1]

/** What is mended may show what is behind it; each round mends something or is the last. */
function write(first: Upgrade, environment: Environment, asked: Asked, host: Host) {
  const written: string[] = []
  let upgrade = first
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const done = [...writeEdits(upgrade.edits, host.cwd()), ...renameOld(upgrade.problems, host.cwd())]
    if (done.length === 0) break
    for (const text of done) written.push(text)
    upgrade = upgradeOf(environment, asked)
  }
  return { upgrade, written }
}

const MOST_ROUNDS = 20

function writeEdits(edits: readonly TextEdit[], cwd: string): string[] {
  return [...new Set(edits.map(({ file }) => file))].map((file) => {
    const path = resolve(cwd, file)
    const own = edits.filter((edit) => edit.file === file)
    writeWhole(path, edited(readFileSync(path, 'utf8'), own))
    return `${file}: ${[...new Set(own.map(({ done }) => done))].join('; ')}`
  })
}

/** `db/mysql.yml` becomes `db/mysql.yaml`, unless that is there. */
function renameOld(problems: readonly Problem[], cwd: string): string[] {
  return problems.flatMap(({ code, origin }) => {
    const name = origin?.source.name ?? ''
    const [from, to] = [resolve(cwd, name), resolve(cwd, name.replace(/\.yml$/, '.yaml'))]
    if (code !== 'yml-not-seen' || !name.endsWith('.yml') || !existsSync(from) || existsSync(to)) return []
    renameSync(from, to)
    return [`${name}: renamed, it ends in .yaml now`]
  })
}

/** A run in the wrong folder must not pass for a sound tree. */
async function refuseNothing(environment: Environment, found: Upgrade | undefined, format: Format, host: Host) {
  const { nothingComposed } = await import('../check/nothing-composed.js')
  const error = raise(nothingComposed(environment, found?.otherTrees ?? [], host.cwd()))
  if (format === 'text') report(error, host, () => '')
  else host.out(`${jsonText(errorJson(error))}\n`)
  return 2
}
