import { isHydraGroup, type ReachableGroup, reachableGroups } from '@hydraconf/core'
import { colours } from '@hydraconf/node'
import type { CommandContext, CommandLine } from './command.js'
import { jsonText } from './json.js'

/**
 * `hydraconf groups`: every group in reach, its options, the chosen one and the override that changes it. Nothing is merged, so
 * it answers where a choice is still open, too.
 */
export function groupsCommand({ flags, json, config }: CommandLine, context: CommandContext): number {
  const { configName, environment } = context.app()
  const isWanted = ({ group }: ReachableGroup) => flags.hydra === true || !isHydraGroup(group)
  const rows = reachableGroups(environment, configName, config.overrides).filter(isWanted)
  const { out, colours: wantsColours } = context.host
  out(json ? `${jsonText(rows.map(rowJson))}\n` : rowsText(rows, colours(wantsColours?.out === true).bold))
  return 0
}

function rowsText(rows: readonly ReachableGroup[], bold: (text: string) => string): string {
  if (rows.length === 0) return 'No config groups.\n'
  const lines = rows.map(({ key, chosen, overrides }) => {
    const options = [...overrides.keys()].map((option) => (option === chosen ? bold(`[${option}]`) : option))
    const change = forShell([...overrides].find(([option]) => option !== chosen)?.[1] ?? '')
    return [key, chosenText(chosen), change, options.join('  ')]
  })
  const head = ['group', 'chosen', 'change it with', 'options']
  const widths = head.map((title, at) =>
    lines.reduce((widest, line) => Math.max(widest, line[at]!.length), title.length),
  )
  return [head, ...lines]
    .map((line) => `${line.map((cell, at) => (at < 3 ? cell.padEnd(widths[at]!) : cell)).join('  ')}\n`)
    .join('')
}

function chosenText(chosen: string | null | undefined): string {
  return chosen === undefined ? '-' : chosen === null ? 'null' : chosen
}

function rowJson({ key, group, chosen, overrides }: ReachableGroup): object {
  const options = Array.from(overrides, ([option, text]) => ({ option, override: text }))
  return { key, group, inDefaults: chosen !== undefined, chosen: chosen ?? null, options }
}

/** As it has to be typed: the quotes that are Hydra's must reach it. */
function forShell(text: string): string {
  return /^[\w./@=:+~,-]*$/.test(text) ? text : `"${text.replace(/[\\"$`]/g, '\\$&')}"`
}
