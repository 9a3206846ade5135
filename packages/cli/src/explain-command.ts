import {
  describeOrigin,
  Explainer,
  type Explanation,
  explainAll,
  explainText,
  type SourceOf,
  type Step,
  toJs,
  type Value,
} from '@hydraconf/core'
import { type AppOptions, type Host, parseFlags } from '@hydraconf/node'
import { takeFlags } from './command-flags.js'
import { jsonText, placeJson } from './json.js'
import { appFor, composeFor } from './project.js'

/** `hydraconf explain KEY`: why a key has its value; without a key, where every value was written. */
export function explainCommand(argv: readonly string[], options: AppOptions, host: Host): number {
  const { flags: own, rest } = takeFlags(argv, { flags: ['--json'] })
  const { key, words } = keyIn(rest)
  const flags = parseFlags(words)
  const keys = [...(key === undefined ? [] : [key]), ...flags.overrides.filter(isKey)]
  const composed = composeFor(
    appFor(options, flags, host),
    flags.overrides.filter((word) => !isKey(word)),
    host,
  )
  if (keys.length === 0) {
    host.out(explainAll(flags.cfg === undefined ? composed.job : composed.config))
    return 0
  }
  const explainer = new Explainer(composed)
  const explanations = keys.map((each) => explainer.explain(each))
  if (own.has('--json')) {
    const data = explanations.map(explanationJson)
    host.out(`${jsonText(data.length === 1 ? data[0] : data)}\n`)
  } else {
    host.out(explanations.map(explainText).join('\n'))
  }
  return 0
}

/** The key may stand right behind the command, apart from the overrides. */
function keyIn(argv: readonly string[]): { readonly key: string | undefined; readonly words: readonly string[] } {
  const [first, ...words] = argv
  return first !== undefined && isKey(first) ? { key: first, words } : { key: undefined, words: argv }
}

/** A word without a "=" is no override, and so a key. */
function isKey(word: string): boolean {
  return !/[=~]/.test(word) && !word.startsWith('-')
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
    case 'edit':
      return { kind: 'override', override: step.override.text, ...made }
    case 'run':
      return { kind: 'run', ...made }
  }
}

function sourceJson(source: SourceOf): object {
  return source.kind === 'key' ? { kind: 'key', ...explanationJson(source.explanation) } : source
}

function plain(value: Value): unknown {
  return toJs(value)
}
