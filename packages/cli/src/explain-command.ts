import {
  describeOrigin,
  Explainer,
  type Explanation,
  explainAll,
  explainText,
  type SourceOf,
  type Step,
  type Value,
} from '@hydraconf/core'
import { type ShowOptions, shownPart } from '@hydraconf/node'
import type { CommandContext, CommandLine } from './command.js'
import { JsonOf, jsonText, placeJson } from './json.js'
import { leaves } from './leaves.js'

/** `hydraconf explain KEY`: why a key has its value; without a key, where every value was written. */
export function explainCommand(line: CommandLine, context: CommandContext): number {
  const { json, positionals: keys } = line
  const { host } = context
  const composed = context.compose()
  if (keys.length === 0) {
    const part = (line.flags.cfg ?? 'job') as ShowOptions['part']
    const config = shownPart(composed, { part, resolve: false, package: undefined })
    if (json) host.out(`${jsonText(Array.from(leaves(config), placedJson))}\n`)
    else host.out(explainAll(config as Parameters<typeof explainAll>[0], { dialect: composed.dialect }))
    return 0
  }
  const explainer = new Explainer(composed)
  const found = keys.map((key) => explainer.explain(key))
  if (json) {
    const data = found.map(explanationJson)
    host.out(`${jsonText(data.length === 1 ? data[0] : data)}\n`)
  } else {
    const whole = host.columns === undefined
    host.out(found.map((each) => explainText(each, { whole })).join('\n'))
  }
  return 0
}

function placedJson([key, value]: readonly [string, Value]): object {
  return { key, value: plain(value), at: describeOrigin(value.origin), place: placeJson(value.origin) }
}

function explanationJson({ key, value, resolved, origin, steps, sources }: Explanation): object {
  return {
    key,
    value: plain(value),
    ...(resolved === undefined ? {} : { resolved: plain(resolved) }),
    at: describeOrigin(origin),
    place: placeJson(origin),
    steps: steps.map(stepJson),
    sources: sources.map(sourceJson),
  }
}

function stepJson(step: Step): object {
  const made = step.made === undefined ? {} : { made: plain(step.made) }
  switch (step.kind) {
    case 'layer':
      return {
        kind: 'config',
        config: step.layer.entry.configPath,
        route: step.route.map(({ label, origin }) => ({ label, at: describeOrigin(origin) })),
        ...(step.says === undefined ? {} : { says: plain(step.says), at: describeOrigin(step.says.origin) }),
        changed: step.changed,
        ...made,
      }
    case 'variable':
      return {
        kind: 'variable',
        variable: step.variable.name,
        ...(step.variable.file === undefined ? {} : { file: step.variable.file }),
        ...made,
      }
    case 'edit':
      return { kind: 'override', override: step.override.text, ...made }
    case 'run':
      return { kind: 'run', ...made }
  }
}

function sourceJson(source: SourceOf): object {
  return source.kind === 'key' ? { kind: 'key', ...explanationJson(source.explanation) } : source
}

function plain(value: Value): JsonOf {
  return new JsonOf(value)
}
