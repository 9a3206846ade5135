import type { Composed } from '../composition/composed.js'
import type { Environment } from '../composition/environment.js'
import { settingText } from '../composition/read-setting.js'
import type { Element, Override } from '../grammar/override.js'
import { parseOverrides } from '../grammar/parse-override.js'
import { keyText } from '../grammar/print.js'
import type { Expression, TemplatePart } from '../value/template.js'
import type { Value } from '../value/value.js'

/**
 * Which jobs of a sweep compose for certain because another one did: those that differ from it in plain values of keys that
 * declare no type, and in nothing else. Such a job has no part in which configs are taken, nor in what is merged; what is put at
 * the keys is taken whatever it is. Nothing is kept of a job but what its overrides have in common with others.
 */
export class AlikeJobs {
  /** Where jobs write, by what their overrides have in common. */
  private readonly known = new Map<string, string>()
  /** Keys that set a value, and choose no config. */
  private readonly edited = new Set<string>()

  constructor(private readonly environment: Environment) {}

  /**
   * The directory below which a job writes, by its number: of a job that composes for certain. Undefined for one of which that is
   * not known.
   */
  sweepDirOf(overrides: readonly string[]): string | undefined {
    return this.known.size === 0 ? undefined : this.known.get(this.commonOf(this.parsed(overrides)))
  }

  /** Learns from a job that does compose. */
  learn(overrides: readonly string[], composed: Composed): void {
    if (this.known.size >= MOST || !this.isPlain(composed)) return
    const edits = new Set(composed.intent.edits.map(keyText))
    const parsed = this.parsed(overrides)
    const set = parsed.filter((override) => edits.has(keyText(override)))
    const dir = numberedIn(composed, set)
    if (dir === undefined || !set.every((override) => setsPlainly(override, composed))) return
    for (const override of set) this.edited.add(keyText(override))
    this.known.set(this.commonOf(parsed), dir)
  }

  /** Whether nothing looks at the values of a composition: no schema, and no secret to be kept. */
  private isPlain({ masking, layers }: Composed): boolean {
    const { extensions } = this.environment
    return (
      (extensions?.schemas.size ?? 0) === 0 &&
      masking === undefined &&
      layers.every(({ value }) => value.kind === 'map')
    )
  }

  private parsed(overrides: readonly string[]): readonly Override[] {
    return parseOverrides(overrides, { dialect: this.environment.dialect })
  }

  private commonOf(overrides: readonly Override[]): string {
    let common = ''
    for (const override of overrides) {
      const key = keyText(override)
      const isFree = this.edited.has(key) && isPlainValue(override)
      common += isFree ? `${override.op} ${key}\n` : `${override.text}\n`
    }
    return common
  }
}

/** Sets of overrides that have the same in common: choices that are combined with values. */
const MOST = 1024

function isPlainValue({ op, value }: Override): boolean {
  if (op === 'delete' || op === 'extend' || value === undefined || !SCALARS.has(value.kind)) return false
  const { value: content = '' } = value as Extract<Element, { value: unknown }> | { value?: undefined }
  return typeof content !== 'string' || !/[$?]/.test(content)
}

const SCALARS: ReadonlySet<string> = new Set(['null', 'bool', 'int', 'float', 'text', 'quoted'])

/** Whether an override puts its value at a key that no declaration, and no interpolation on the way, has a say in. */
function setsPlainly(override: Override, { config, layers }: Composed): boolean {
  const { name, package: pkg } = override.key
  if (pkg !== undefined || !isPlainValue(override) || !PLAIN_KEY.test(name) || /^hydra(\.|$)/.test(name)) return false
  const path = name.split('.')
  const above = path.slice(0, -1)
  if (!layers.every(({ value }) => areMaps(value, above))) return false
  let at: Value | undefined = config
  for (const key of path) {
    if (at?.kind !== 'map') return false
    const { type, fields, readonly } = at.shape ?? {}
    if (type !== undefined || fields !== undefined || readonly !== undefined) return false
    at = at.items.get(key)
  }
  return at !== undefined && at.kind !== 'map' && at.kind !== 'list' && at.kind !== 'interpolation'
}

const PLAIN_KEY = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/

/** Whether what a layer has on the way to a key, as far as it has it, are maps. */
function areMaps(layer: Value, path: readonly string[]): boolean {
  let at: Value | undefined = layer
  for (const key of path) {
    at = at.kind === 'map' ? at.items.get(key) : undefined
    if (at === undefined) return true
    if (at.kind !== 'map' || at.shape !== undefined) return false
  }
  return true
}

/** `hydra.sweep.dir` where it is the same for all jobs, and each has its number below it; else undefined. */
function numberedIn(composed: Composed, edits: readonly Override[]): string | undefined {
  const subdir = rawAt(composed.config, ['hydra', 'sweep', 'subdir'])
  if (subdir?.kind !== 'interpolation' || subdir.template.parts.length !== 1) return undefined
  const [part] = subdir.template.parts
  if (typeof part === 'string' || !isReference(part!, ['hydra', 'job', 'num'])) return undefined
  const varying = new Set([...VARYING, ...edits.map(({ key }) => key.name)])
  const dir = rawAt(composed.config, ['hydra', 'sweep', 'dir'])
  if (dir?.kind !== 'str' && dir?.kind !== 'interpolation') return undefined
  const parts: readonly TemplatePart[] = dir.kind === 'interpolation' ? dir.template.parts : []
  if (!parts.every((one) => typeof one === 'string' || isFixed(one, composed.config, varying))) return undefined
  return settingText(composed, 'hydra.sweep.dir')
}

/** What differs from job to job beside the edits. */
const VARYING = ['hydra.job.num', 'hydra.job.id', 'hydra.job.override_dirname']

function isReference(part: Expression, path: readonly string[]): boolean {
  return part.kind === 'reference' && part.dots === 0 && part.path.join('\n') === path.join('\n')
}

/** The moment of the sweep, and what is written somewhere that no job changes. */
function isFixed(part: Expression, config: Value, varying: ReadonlySet<string>): boolean {
  if (part.kind === 'call') return part.name.join('.') === 'now' && part.args.every(isPlainText)
  if (part.kind !== 'reference' || part.dots !== 0 || varying.has(part.path.join('.'))) return false
  return rawAt(config, part.path)?.kind === 'str'
}

function isPlainText(argument: {
  readonly kind: string
  readonly template?: { readonly parts: readonly TemplatePart[] }
}) {
  return argument.kind === 'text' && argument.template!.parts.every((part) => typeof part === 'string')
}

function rawAt(config: Value, path: readonly string[]): Value | undefined {
  let at: Value | undefined = config
  for (const key of path) at = at?.kind === 'map' ? at.items.get(key) : undefined
  return at
}
