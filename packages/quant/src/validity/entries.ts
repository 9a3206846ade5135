import { type Dict, isDict, isList, isTuple, type Literal } from '../literal/literal.js'
import { isSince, type ModelOpt } from '../release/version.js'
import { ATTRIBUTE_RULES } from './attribute-rules.js'
import { checkAttributes, defaultAttributes, type Problem } from './attributes.js'
import { aBool } from './coercion.js'
import { isModuleClass } from './module-classes.js'

/** One step of a quantization config: where it applies, and what it sets there. Later steps win. */
export interface Step {
  readonly pattern: string
  /** Only quantizers directly inside a module of this class: `nn.BatchNorm1d`. */
  readonly parentClass: string | undefined
  /** Full attributes (a sequence of quantizers for a list), or undefined for a step that only switches. */
  readonly attributes: Dict | readonly Dict[] | undefined
  /** Of these the ones that were written. */
  readonly given: Dict | readonly Dict[] | undefined
  /** The entry's own switch; undefined where it has none. */
  readonly enable: boolean | undefined
}

export interface Steps {
  readonly steps: readonly Step[]
  readonly problems: readonly Problem[]
}

/** The steps of a dict-style `quant_cfg` as ModelOpt until 0.43 applies them: `default` first, wherever it stands. */
export function stepsOfDict(quantizers: Dict, modelopt: ModelOpt): Steps {
  const first: Step[] = []
  const rest: Step[] = []
  const problems: Problem[] = []
  for (const [key, value] of quantizers.entries()) {
    const pattern = String(key)
    if (isModuleClass(pattern, modelopt)) {
      if (!isDict(value)) problems.push(notAttributes([key]))
      else {
        for (const [inner, attributes] of value.entries()) {
          const read = readAttributes(attributes, modelopt, [key, inner])
          for (const problem of read.problems) problems.push(problem)
          rest.push({ pattern: String(inner), parentClass: pattern, ...read, enable: undefined })
        }
      }
      continue
    }
    const read = readAttributes(value, modelopt, [key])
    for (const problem of read.problems) problems.push(problem)
    const isDefault = pattern === 'default'
    const step = { pattern: isDefault ? '*' : pattern, parentClass: undefined, ...read, enable: undefined }
    if (isDefault) first.push(step)
    else rest.push(step)
  }
  return { steps: [...first, ...rest], problems }
}

/** The steps of a list-style `quant_cfg` (ModelOpt 0.44 and newer), in list order. */
export function stepsOfList(entries: readonly Literal[], modelopt: ModelOpt): Steps {
  const steps: Step[] = []
  const problems: Problem[] = []
  for (const [at, entry] of entries.entries()) {
    const path = [BigInt(at)]
    if (!isDict(entry)) {
      problems.push({ path, rule: 'entry-type', message: 'an entry of quant_cfg must be a mapping' })
      continue
    }
    const read = readOnce(entry, modelopt, path)
    for (const problem of read.problems) problems.push(problem)
    if (read.problems.every(({ when }) => when === 'applied')) steps.push(read.step)
  }
  return { steps, problems }
}

/** The jobs of a sweep share most entries: one that has no problem, which would say its place, is read once. */
function readOnce(entry: Dict, modelopt: ModelOpt, path: readonly Literal[]): ReadEntry {
  const kept = sound.get(entry)
  if (kept?.modelopt === modelopt) return kept.read
  const read = readEntry(entry, modelopt, path)
  if (read.problems.length === 0) sound.set(entry, { modelopt, read })
  return read
}

interface ReadEntry {
  readonly step: Step
  readonly problems: readonly Problem[]
}

const sound = new WeakMap<Dict, { readonly modelopt: ModelOpt; readonly read: ReadEntry }>()

const ENTRY_KEYS = new Set(['quantizer_name', 'parent_class', 'cfg', 'enable'])

function readEntry(entry: Dict, modelopt: ModelOpt, path: readonly Literal[]): ReadEntry {
  const problems: Problem[] = []
  const complain = (rule: string, message: string, key?: string) =>
    problems.push({ path: key === undefined ? path : [...path, key], rule, message })
  for (const key of entry.keys()) {
    // In 0.44 entries were plain dicts, and what they do not know was let through.
    if (!ENTRY_KEYS.has(String(key)) && isStrict(modelopt))
      complain('entry-key', `an entry of quant_cfg cannot have ${String(key)}`, String(key))
  }
  const pattern = entry.get('quantizer_name') ?? null
  if (typeof pattern !== 'string') {
    complain('entry-name', 'an entry of quant_cfg needs a quantizer_name that is a text', 'quantizer_name')
  }
  const parentClass = entry.get('parent_class') ?? null
  if (parentClass !== null && typeof parentClass !== 'string') {
    complain('parent-class', 'parent_class must be a class name', 'parent_class')
  }
  const enable = readSwitch(entry, modelopt)
  if (enable === null) complain('entry-enable', 'enable must be true or false', 'enable')
  if (!entry.has('cfg') && !entry.has('enable')) complain('entry-empty', 'an entry of quant_cfg needs cfg or enable')
  const cfg = entry.get('cfg') ?? null
  // Where nothing is left of an empty cfg that is switched off, only the switch remains. In 0.44 it reset the attributes.
  const isSwitch = cfg === null || (isEmptyCfg(cfg) && isStrict(modelopt))
  if (saysTooLittle(cfg, isStrict(modelopt) ? entry.get('enable') : enable, modelopt)) {
    complain('cfg-empty', 'an empty cfg says nothing: set attributes, or enable: false', 'cfg')
  }
  const read = isSwitch || problems.length > 0 ? NOTHING : readAttributes(cfg, modelopt, [...path, 'cfg'])
  const ofAttributes = isStrict(modelopt) ? read.problems : laterProblems(cfg, read.problems, path)
  for (const problem of ofAttributes) problems.push(problem)
  if (typeof parentClass === 'string' && parentClass !== '' && !isModuleClass(parentClass, modelopt)) {
    problems.push({
      path: [...path, 'parent_class'],
      rule: 'parent-class-unknown',
      message: `ModelOpt ${modelopt} quantizes no class '${parentClass}'`,
      when: 'applied',
    })
  }
  const step: Step = {
    pattern: String(pattern),
    parentClass: typeof parentClass === 'string' && parentClass !== '' ? parentClass : undefined,
    attributes: read.attributes,
    given: read.given,
    enable: enable ?? undefined,
  }
  return { step, problems }
}

/** Whether an entry that is not switched off leaves its attributes open; 0.44 looks at each item of a sequence. */
function saysTooLittle(cfg: Literal, enable: Literal | undefined, modelopt: ModelOpt): boolean {
  if (enable === false) return false
  return isEmptyCfg(cfg) || (!isStrict(modelopt) && isList(cfg) && cfg.some((item) => isDict(item) && item.size === 0))
}

/** Since 0.45 an entry is a typed model; in 0.44 it was a plain dict. */
const isStrict = (modelopt: ModelOpt): boolean => isSince(modelopt, '0.45')

/** The entry's `enable`; undefined where it says nothing, null where it is no switch. */
function readSwitch(entry: Dict, modelopt: ModelOpt): boolean | undefined | null {
  const written = entry.get('enable')
  if (written === undefined || (written === null && !isStrict(modelopt))) return undefined
  return (aBool(written) as boolean | undefined) ?? null
}

/**
 * What 0.44 finds only when a config is applied: attributes among which it knows none, and an `enable` inside `cfg`, which
 * it then has twice.
 */
function laterProblems(cfg: Literal, problems: readonly Problem[], path: readonly Literal[]): readonly Problem[] {
  const items = isList(cfg) ? cfg : [cfg]
  const known = new Set(ATTRIBUTE_RULES.map(({ name }) => name))
  const isLooked = items.some((item) => isDict(item) && item.keys().some((key) => known.has(String(key))))
  const later = problems.map((problem) =>
    isLooked || problem.rule === 'attributes-type' ? problem : { ...problem, when: 'applied' as const },
  )
  if (!items.some((item) => isDict(item) && item.has('enable'))) return later
  const message = 'enable stands inside cfg, where ModelOpt 0.44 has it twice (a TypeError): write it beside cfg'
  return [...later, { path: [...path, 'cfg', 'enable'], rule: 'enable-twice', message, when: 'applied' }]
}

/** `{}`, `[]` and a list of nothing but `{}`. */
export function isEmptyCfg(cfg: Literal): boolean {
  if (isDict(cfg)) return cfg.size === 0
  if (!isList(cfg)) return false
  return cfg.every((item) => isDict(item) && item.size === 0)
}

interface ReadAttributes {
  readonly attributes: Dict | readonly Dict[] | undefined
  readonly given: Dict | readonly Dict[] | undefined
  readonly problems: readonly Problem[]
}

const NOTHING: ReadAttributes = { attributes: undefined, given: undefined, problems: [] }

function readAttributes(value: Literal, modelopt: ModelOpt, path: readonly Literal[]): ReadAttributes {
  const items = isList(value) ? value : isTuple(value) ? value.items : undefined
  if (items !== undefined) {
    const read = items.map((item, at) => readOne(item, modelopt, [...path, BigInt(at)]))
    return {
      attributes: read.flatMap(({ attributes }) => attributes ?? []),
      given: read.flatMap(({ given }) => given ?? []),
      problems: read.flatMap(({ problems }) => problems),
    }
  }
  return readOne(value, modelopt, path)
}

function readOne(
  value: Literal,
  modelopt: ModelOpt,
  path: readonly Literal[],
): ReadAttributes & { readonly attributes: Dict | undefined; readonly given: Dict | undefined } {
  if (!isDict(value)) return { attributes: undefined, given: undefined, problems: [notAttributes(path)] }
  const { attributes, given, problems } = checkAttributes(value, modelopt)
  // With problems there still is a step, so that those that show only when it is applied can be told with it.
  return {
    attributes: attributes ?? defaultAttributes(modelopt),
    given: given ?? value,
    problems: problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
  }
}

function notAttributes(path: readonly Literal[]): Problem {
  return { path, rule: 'attributes-type', message: 'quantizer attributes must be a mapping, or a list of mappings' }
}
