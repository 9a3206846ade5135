import { allGroups, defaultsOf, openLibraryFor, override, parseOverrides } from '@hydraconf/core'
import { colours } from '@hydraconf/node'
import type { CommandContext, CommandLine } from './command.js'
import { jsonText } from './json.js'

/** A config group where it stands, or could: its options, the one that is chosen, and what would choose each. */
interface GroupRow {
  /** As an override names it: `db`, `db@backup`. */
  readonly key: string
  readonly group: string
  /** `???` is a choice that is left open; undefined: the group is in no defaults list. */
  readonly chosen: string | null | undefined
  /** The override for each option. */
  readonly overrides: ReadonlyMap<string, string>
}

/**
 * `hydraconf groups`: every group in reach, its options, the chosen one and the override that changes it. Nothing is merged, so
 * it answers where a choice is still open, too.
 */
export function groupsCommand({ flags, json, config }: CommandLine, context: CommandContext): number {
  const { configName, environment } = context.app()
  const wanted = (group: string) => flags.hydra === true || !isHydra(group)
  const { choices } = defaultsOf(environment, configName, config.overrides, { skipMissing: true })
  const library = openLibraryFor(environment, configName, config.overrides)
  const appended = new Set(
    parseOverrides(config.overrides, { dialect: environment.dialect })
      .filter(({ op }) => op === 'add')
      .map(({ key }) => (key.package === undefined ? key.name : `${key.name}@${key.package}`)),
  )
  const placed = [...choices].map(([key, chosen]) => ({ key, chosen: chosen as string | null | undefined }))
  const met = new Set(placed.map(({ key }) => groupOf(key)))
  const open = [...allGroups(library)].filter((group) => !met.has(group)).map((key) => ({ key, chosen: undefined }))
  const rows = [...placed, ...open]
    .filter(({ key }) => wanted(groupOf(key)))
    .map(({ key, chosen }): GroupRow => {
      const group = groupOf(key)
      const sign = chosen === undefined || appended.has(key) ? '+' : ''
      const overrides = library
        .options(group, 'config')
        .map((option) => [option, `${sign}${chooseText(key, option)}`] as const)
      return { key, group, chosen, overrides: new Map(overrides) }
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  const { out, colours: wantsColours } = context.host
  out(json ? `${jsonText(rows.map(rowJson))}\n` : rowsText(rows, colours(wantsColours?.out === true).bold))
  return 0
}

function rowsText(rows: readonly GroupRow[], bold: (text: string) => string): string {
  if (rows.length === 0) return 'No config groups.\n'
  const lines = rows.map(({ key, chosen, overrides }) => {
    const options = [...overrides.keys()].map((option) => (option === chosen ? bold(`[${option}]`) : option))
    const change = forShell([...overrides].find(([option]) => option !== chosen)?.[1] ?? '')
    return [key, chosenText(chosen), change, options.join('  ')]
  })
  const head = ['group', 'chosen', 'change it with', 'options']
  const widths = head.map((title, at) => Math.max(title.length, ...lines.map((line) => line[at]!.length)))
  return [head, ...lines]
    .map((line) => `${line.map((cell, at) => (at < 3 ? cell.padEnd(widths[at]!) : cell)).join('  ')}\n`)
    .join('')
}

function chosenText(chosen: string | null | undefined): string {
  return chosen === undefined ? '-' : chosen === null ? 'null' : chosen
}

function rowJson({ key, group, chosen, overrides }: GroupRow): object {
  const options = Array.from(overrides, ([option, text]) => ({ option, override: text }))
  return { key, group, inDefaults: chosen !== undefined, chosen: chosen ?? null, options }
}

//   db@backup.main
//   ^^ the group, up to the package
function groupOf(key: string): string {
  return key.split('@')[0]!
}

function chooseText(key: string, option: string): string {
  const at = key.indexOf('@')
  return at === -1
    ? override.choose(key, option)
    : override.choose(key.slice(0, at), option, { package: key.slice(at + 1) })
}

/** As it has to be typed: the quotes that are Hydra's must reach it. */
function forShell(text: string): string {
  return /^[\w./@=:+~,-]*$/.test(text) ? text : `"${text.replace(/[\\"$`]/g, '\\$&')}"`
}

function isHydra(group: string): boolean {
  return group === 'hydra' || group.startsWith('hydra/')
}
