import { type Composed, describeOrigin, explain, list, type Step, toJs, toYaml, type Value } from '@hydraconf/core'
import { type Colours, colours } from '@hydraconf/node'
import type { CommandContext, CommandLine } from './command.js'
import { jsonText } from './json.js'
import { leaves } from './leaves.js'

/** One value that two sets of overrides make different. */
interface Difference {
  readonly key: string
  readonly left: Value | undefined
  readonly right: Value | undefined
}

/** `hydraconf diff A -- B`: every value that differs, and what made it so on either side. */
export function diffCommand({ flags, json, other }: CommandLine, context: CommandContext): number {
  const { host } = context
  const left = context.compose()
  const right = context.compose(other)
  const shown = (composed: Composed) => (flags.resolve ? composed.resolve(composed.job) : composed.job)
  const found = [...differences(leaves(shown(left)), leaves(shown(right)))]
  host.out(
    json
      ? `${jsonText(found.map((each) => differenceJson(each, left, right)))}\n`
      : diffText(found, left, right, colours(host.colours?.out === true)),
  )
  return flags['exit-code'] && found.length > 0 ? 1 : 0
}

function diffText(found: readonly Difference[], left: Composed, right: Composed, paint: Colours): string {
  if (found.length === 0) return 'No difference.\n'
  return found
    .map((each) => {
      const lines = [`${paint.bold(each.key)}: ${inline(each.left)} -> ${inline(each.right)}`]
      const [before, after] = [cause(left, each.key, each.left), cause(right, each.key, each.right)]
      if (before !== undefined) lines.push(paint.red(`  - ${before}`))
      if (after !== undefined) lines.push(paint.green(`  + ${after}`))
      return `${lines.join('\n')}\n`
    })
    .join('')
}

function differenceJson({ key, left: before, right: after }: Difference, left: Composed, right: Composed): object {
  const side = (composed: Composed, value: Value | undefined) =>
    value === undefined ? undefined : { value: toJs(value), because: cause(composed, key, value) }
  return { key, left: side(left, before), right: side(right, after) }
}

function* differences(left: ReadonlyMap<string, Value>, right: ReadonlyMap<string, Value>): Generator<Difference> {
  for (const [key, value] of left) {
    const other = right.get(key)
    if (other === undefined || inline(other) !== inline(value)) yield { key, left: value, right: other }
  }
  for (const [key, value] of right) if (!left.has(key)) yield { key, left: undefined, right: value }
}

/** What made a value what it is: the last config or override on its way. */
function cause(composed: Composed, key: string, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined
  const last = explain(composed, key).steps.findLast((step) => step.kind !== 'layer' || step.changed)
  return last === undefined ? describeOrigin(value.origin) : causeText(last)
}

function causeText(step: Step): string {
  if (step.kind === 'edit') return step.override.text
  if (step.kind === 'run') return 'the run itself'
  const { says, layer, route } = step
  const place = says === undefined ? layer.entry.configPath : describeOrigin(says.origin)
  const last = route.at(-1)
  const isChosen = last?.origin.source.kind === 'override'
  const labels = route.map(({ label }) => label).join(' > ')
  const how = isChosen
    ? last.origin.source.text
    : route.length > 1
      ? `${labels}, ${describeOrigin(last!.origin)}`
      : labels
  return `${place}  (${how})`
}

function inline(value: Value | undefined): string {
  if (value === undefined) return '(absent)'
  return toYaml(list([value]))
    .slice(2)
    .trimEnd()
    .replaceAll('\n', ' ')
}
