import { DIALECT } from '../oracle/dialect.js'
import type { Kind } from './ask-both.js'
import { configText, interpolatedText } from './configs.js'
import { type InPlaceCase, inPlaceCase, shownInPlace, smallerInPlace } from './in-place-configs.js'
import { mergeKeyText } from './merge-key-texts.js'
import { overrideText } from './override-texts.js'
import type { Random } from './random.js'
import { fewerLines, smallerTexts, withoutStretches } from './shrink.js'
import { type StructCase, smallerStructs, spelledStructs, structCase } from './struct-trees.js'
import { type SweepCase, shownSweep, smallerSweeps, sweepCase } from './sweeps.js'
import { isAsked, smallerTrees, spelled, type TreeCase, treeCase } from './trees.js'
import { yamlText } from './yaml-texts.js'

/** Every kind of random case, by the name that `soak.ts` and the tests call it. */

export const COMPOSE: Kind<TreeCase> = {
  op: 'compose',
  make: treeCase,
  isAsked,
  question: ({ tree, config, overrides, versionBase, mode }) => ({
    tree,
    config_name: config,
    overrides,
    version_base: versionBase,
    run_mode: mode,
    hydra: saysHydra(tree, overrides) ? 'whole' : 'bare',
  }),
  compared: (answer, { hydra }) => (hydra === 'bare' ? withoutHydra(answer) : answer),
  smaller: smallerTrees,
  show: spelled,
}

/** As COMPOSE, beside structured configs. */
export const STRUCTS: Kind<StructCase> = {
  op: 'compose',
  make: structCase,
  question: ({ classes, store, ...of }) => ({ ...COMPOSE.question(of), classes, store }),
  isAsked,
  isAccident: ({ type, message, cause }) =>
    type === 'AssertionError' ||
    type === 'AttributeError' ||
    `${message} ${cause?.message}`.includes("Value 'AnyNode' is not a supported primitive type"),
  compared: (answer, question) => withoutPathsAsYaml(COMPOSE.compared!(answer, question)),
  smaller: smallerStructs,
  show: spelledStructs,
}

/** Which paths YAML writes as one object and its aliases is Python's memory alone; the values tell the rest. */
function withoutPathsAsYaml(answer: unknown): unknown {
  const { yaml, yaml_resolved: resolved, ...rest } = answer as { yaml: string; yaml_resolved?: string }
  const holdsPath = [yaml, resolved].some((text) => text?.includes('pathlib'))
  return holdsPath ? { ...rest, is_resolved: resolved !== undefined } : answer
}

// What speaks of Hydra's own node or groups needs them; where to look for configs is asked of the bare node as well.
function saysHydra(tree: TreeCase['tree'], overrides: readonly string[]): boolean {
  return [...Object.keys(tree), ...Object.values(tree), ...overrides].some((text) =>
    /hydra(?!\.searchpath=\[)/i.test(text.replaceAll('HYDRACONF', '')),
  )
}

/** A bare Hydra has none of its own groups: what is left are those of the tree. */
function withoutHydra(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('tree' in answer)) return answer
  const { choices, defaults, tree, ...rest } = answer as {
    choices: Record<string, unknown>
    defaults: { config_path: string }[]
    tree: { children?: unknown[] }
  }
  return {
    ...rest,
    choices: Object.fromEntries(Object.entries(choices).filter(([group]) => !group.startsWith('hydra/'))),
    defaults: defaults.filter(({ config_path: path }) => !path.startsWith('hydra/')),
    tree: tree.children?.slice(1),
  }
}

/** A list is put in an order that real Hydra draws by lot. */
const SHUFFLED = /shuffle\((list=)?\s*\[/

/** Inside a choice or a list Hydra 1.4 has an object there that nothing can be done with. */
const EXTENDED_WITHIN = /=\s*\S[\s\S]*extend_list|extend_list[\s\S]*\)\s*,/

export const PARSE: Kind<string> = {
  op: 'parse_override',
  make: overrideText,
  isAsked: (text) => !SHUFFLED.test(text) && !(DIALECT !== undefined && EXTENDED_WITHIN.test(text)),
  question: (text) => ({ text }),
  smaller: smallerTexts,
  show: (text) => JSON.stringify(text),
}

export const SWEEP: Kind<SweepCase> = {
  op: 'sweep',
  make: sweepCase,
  question: ({ overrides, options, maxBatchSize }) => ({ overrides, options, max_batch_size: maxBatchSize }),
  smaller: smallerSweeps,
  show: shownSweep,
}

export const LOAD: Kind<string> = {
  op: 'yaml_load',
  make: yamlText,
  question: (text) => ({ text }),
  smaller: smallerTexts,
  show: (text) => JSON.stringify(text),
}

/** What `<<` brings, which goes by the version of PyYAML. */
export const MERGE_KEYS: Kind<string> = { ...LOAD, make: mergeKeyText }

export const PRINT: Kind<string> = { ...LOAD, op: 'to_yaml', question: (source) => ({ source }) }

export const MERGE: Kind<readonly string[]> = {
  op: 'merge',
  make: (random: Random) => random.some(2, 3, () => configText(random)),
  isAsked: (sources) => !sources.some((source) => ACCIDENTS.test(source)),
  question: (sources) => ({ sources }),
  *smaller(sources) {
    yield* withoutStretches(sources)
    for (const [at, source] of sources.entries()) {
      for (const fewer of fewerLines(source)) yield sources.with(at, fewer || '{}\n')
    }
  },
  show: (sources) => sources.map((source, at) => `-- ${at + 1}.yaml --\n${source}`).join(''),
}

/** Merging over what these make: `null-made-by-create` and `scalar-over-dict-values` of `fixtures/differences`. */
const ACCIDENTS = /oc\.create:(null|\$)|oc\.dict\.values/

export const INTERPOLATE: Kind<string> = {
  op: 'interpolate',
  make: interpolatedText,
  isAsked: (source) => !/oc\.create:(null|\$)/.test(source),
  question: (source) => ({ source }),
  smaller: fewerLines,
  show: (source) => `-- config.yaml --\n${source}`,
}

/** Whether what comes later sees what became of the earlier, as in real OmegaConf. */
export const IN_PLACE: Kind<InPlaceCase> = {
  op: 'resolve',
  make: inPlaceCase,
  isAsked: ({ source }) => !/oc\.create:(null|\$)/.test(source),
  question: (of) => ({ ...of }),
  // A circle that grows: Python runs out of stack, wherever that is.
  isAccident: ({ message }) => message?.includes('RecursionError') === true,
  smaller: smallerInPlace,
  show: shownInPlace,
}

// biome-ignore lint/suspicious/noExplicitAny: each kind knows its own cases
export const KINDS: Readonly<Record<string, Kind<any>>> = {
  compose: COMPOSE,
  structs: STRUCTS,
  overrides: PARSE,
  sweeps: SWEEP,
  yaml: LOAD,
  'merge-keys': MERGE_KEYS,
  'to-yaml': PRINT,
  merge: MERGE,
  interpolation: INTERPOLATE,
  'in-place': IN_PLACE,
}
