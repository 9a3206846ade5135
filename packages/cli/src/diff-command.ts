import {
  type Difference,
  Explainer,
  inline,
  lastWriter,
  printable,
  shownDifferences,
  type Value,
} from '@hydraconf/core'
import { type Colours, colours } from '@hydraconf/node'
import type { CommandContext, CommandLine } from './command.js'
import { JsonOf, jsonText } from './json.js'

/** `hydraconf diff A -- B`: every value that differs, and what made it so on either side. */
export function diffCommand({ flags, json, other }: CommandLine, context: CommandContext): number {
  const { host } = context
  const left = context.compose()
  const right = context.compose(other)
  const found = shownDifferences(left, right, flags.resolve === true)
  const because = { left: new Explainer(left), right: new Explainer(right) }
  host.out(
    json
      ? `${jsonText(found.map((each) => differenceJson(each, because)))}\n`
      : diffText(found, because, colours(host.colours?.out === true)),
  )
  return flags['exit-code'] && found.length > 0 ? 1 : 0
}

/** What explains the values of either side. */
interface Sides {
  readonly left: Explainer
  readonly right: Explainer
}

function diffText(found: readonly Difference[], because: Sides, paint: Colours): string {
  if (found.length === 0) return 'No difference.\n'
  return found
    .map((each) => {
      const lines = [`${paint.bold(printable(each.key))}: ${inline(each.left)} -> ${inline(each.right)}`]
      const [before, after] = [
        lastWriter(because.left, each.path, each.left),
        lastWriter(because.right, each.path, each.right),
      ]
      if (before !== undefined) lines.push(paint.red(`  - ${printable(before)}`))
      if (after !== undefined) lines.push(paint.green(`  + ${printable(after)}`))
      return `${lines.join('\n')}\n`
    })
    .join('')
}

function differenceJson({ key, path, left, right }: Difference, because: Sides): object {
  const side = (explainer: Explainer, value: Value | undefined) =>
    value === undefined ? undefined : { value: new JsonOf(value), because: lastWriter(explainer, path, value) }
  return { key, left: side(because.left, left), right: side(because.right, right) }
}
