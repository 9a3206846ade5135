import {
  asConfig,
  type ConfigNode,
  childNode,
  childNodes,
  configOriginOf,
  type EvaluationOptions,
  entriesOf,
  type Follow,
  fullKey,
  HydraconfError,
  isContainer,
  raise,
  textOfKey,
  toJs,
  type Value,
} from '@hydraconf/core'
import { ownProperties } from './arguments.js'
import { callTarget } from './call-target.js'
import { readValue } from './config-object.js'
import type { InstantiateRules } from './dialect.js'
import { locate } from './locate.js'
import {
  argumentsTakenApart,
  badArguments,
  convertUnknown,
  missingParameter,
  notABool,
  parameterLeftOut,
  targetCircle,
  targetFailed,
  targetNotCallable,
  targetNotLocated,
  targetOnlyReferredTo,
} from './messages.js'
import type { Objects } from './objects.js'
import { partialOf } from './partial.js'
import { CONVERSIONS, SETTINGS } from './settings.js'
import { type Callable, Target } from './target.js'
import type { Targets } from './targets.js'

/** What building depends on beside the config. */
export interface Building {
  readonly targets: Targets
  readonly rules: InstantiateRules
  readonly follow: Follow
  /** What a refusal is thrown as. */
  readonly refused: EvaluationOptions['refused']
  readonly objects: Objects
  readonly warn: (message: string) => void
}

/** What a node says of how it is built, or what the node around it said. */
export interface Settings {
  readonly convert: unknown
  readonly recursive: unknown
  readonly partial: unknown
}

const PLAIN: ReadonlySet<unknown> = new Set(['all', 'partial', 'object'])

/**
 * Makes what a config describes: children first, depth first, in the order of the keys. What an interpolation points at
 * is made again in its place. Mirrors `instantiate_node` of Hydra.
 */
export class Builder {
  /** The nodes begun: one that is met again inside itself would never end. */
  private readonly begun = new Set<Value>()

  constructor(private readonly building: Building) {}

  /** `args` and `isTop` are for the node that `instantiate` was asked for. */
  build(at: ConfigNode, inherited: Settings, args: readonly unknown[] = [], isTop = false): unknown {
    const { value } = at
    if (!isContainer(value)) return this.leaf(at)
    if (this.begun.has(value)) throw raise(targetCircle(fullKey(at)), value.origin)
    this.begun.add(value)
    try {
      const settings = this.settingsOf(at, inherited)
      if (value.kind === 'list') return this.list(at, settings)
      return this.hasKey(at, '_target_') ? this.object(at, settings, args) : this.map(at, settings, isTop)
    } finally {
      this.begun.delete(value)
    }
  }

  /** A value that is handed over as it is: what is a config stays one, unless it is converted. */
  keep(at: ConfigNode, settings: Settings): unknown {
    return readValue(at, this.building, this.isPlain(at, settings))
  }

  private leaf({ value }: ConfigNode): unknown {
    return value.kind === 'str' ? this.building.objects.read(value.value) : toJs(value)
  }

  private list(at: ConfigNode, settings: Settings): unknown {
    const below = { ...settings, partial: false }
    // One by one: those in front of one that is refused are made.
    const items = childNodes(at).map((child) => this.build(this.read(child), below))
    return PLAIN.has(settings.convert) ? items : asConfig(items, at, true)
  }

  private map(at: ConfigNode, settings: Settings, isTop: boolean): unknown {
    const { rules } = this.building
    const below = { ...settings, partial: false }
    const children = childNodes(at).filter(({ key }) => !(isTop && SETTINGS.has(key!)))
    const isKept = rules.keepsPlainNodes && settings.recursive === false
    const entries = (rules.readsAhead ? children.map((child) => this.read(child)) : children).map((child, index) => {
      const read = rules.readsAhead ? child : this.read(child)
      const name = textOfKey(children[index]!.key!)
      return [name, isKept ? readValue(read, this.building, false) : this.build(read, below)] as const
    })
    const made = ownProperties(entries)
    return this.isPlain(at, settings) ? made : asConfig(made, at, true)
  }

  private object(at: ConfigNode, settings: Settings, args: readonly unknown[]): unknown {
    const target = this.targetOf(at)
    const keywords = new Map<string, unknown>()
    const isReplaced = args.length > 0 && this.building.rules.passesOverReplaced
    const below = { ...settings, partial: false }
    for (const [key, raw] of entriesOf(at.value as Extract<Value, { kind: 'map' }>)) {
      if (SETTINGS.has(key) || (isReplaced && key === '_args_')) continue
      if (raw.kind === 'missing' && settings.partial === true) {
        this.building.warn(parameterLeftOut(fullKey(at, key)))
        continue
      }
      const child = this.read(childNode(at, key)!)
      const value = settings.recursive === true ? this.build(child, below) : this.keep(child, settings)
      keywords.set(textOfKey(key), PLAIN.has(settings.convert) ? plainData(value) : value)
    }
    return this.call(at, target, settings, args, keywords)
  }

  private call(
    at: ConfigNode,
    { name, target }: NamedTarget,
    settings: Settings,
    args: readonly unknown[],
    keywords: Map<string, unknown>,
  ): unknown {
    const { rules } = this.building
    const own = keywords.get('_args_')
    const hasOwn = keywords.delete('_args_')
    const positional = hasOwn ? this.positional(at, name, own) : []
    const call = { args: args.length > 0 ? args : positional, keywords: ownProperties(keywords) }
    if (settings.partial === true) return partialOf(target, call)
    try {
      return callTarget(target, call)
    } catch (error) {
      if (!rules.wrapsFailures) throw error
      throw raise(targetFailed(fullKey(at), name, wordsOf(error)), at.value.origin, error)
    }
  }

  private positional(at: ConfigNode, name: string, own: unknown): readonly unknown[] {
    if (Array.isArray(own)) return own
    if (typeof own === 'string') {
      this.building.warn(argumentsTakenApart(fullKey(at), own))
      return [...own]
    }
    const refusal = raise(badArguments(fullKey(at), name, own), at.value.origin)
    if (!this.building.rules.wrapsFailures) throw refusal
    throw raise(badArguments(fullKey(at), name, own), at.value.origin, refusal)
  }

  private targetOf(at: ConfigNode): NamedTarget {
    const child = this.read(childNode(at, '_target_')!)
    // A map or list is refused whatever is in it: that it cannot be read is not the point.
    const found = isContainer(child.value) ? (child.value.kind === 'list' ? [] : {}) : this.leaf(child)
    const origin = childNode(at, '_target_')!.value.origin
    const given = typeof found === 'function' ? new Target(found as Callable) : found
    if (given instanceof Target) return this.given(at, given, child)
    if (typeof found !== 'string') throw raise(targetNotCallable(fullKey(at), found), origin)
    const value = this.located(at, found, origin)
    if (value instanceof Target) return { name: found, target: value }
    if (typeof value === 'function') return { name: found, target: new Target(value as Callable) }
    throw raise(targetNotCallable(fullKey(at), value), origin)
  }

  /** A class or function itself, and no name of one: what the program has written so, or what is on the list. */
  private given(at: ConfigNode, target: Target, { value }: ConfigNode): NamedTarget {
    const { targets, objects } = this.building
    const { callable } = target
    const isWritten = value.kind === 'str' && objects.isTarget(value.value)
    if (isWritten || targets.holds(callable)) return { name: callable.name, target }
    throw raise(targetOnlyReferredTo(fullKey(at), callable.name), childNode(at, '_target_')!.value.origin)
  }

  private located(at: ConfigNode, name: string, origin: Value['origin']): unknown {
    try {
      return locate(name, this.building.targets)
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
      throw raise(targetNotLocated(fullKey(at), name, error.summary, error.advice), origin, error)
    }
  }

  private settingsOf(at: ConfigNode, inherited: Settings): Settings {
    if (at.value.kind !== 'map') return this.checked(at, inherited)
    const own = (key: string, otherwise: unknown) =>
      this.hasKey(at, key) ? this.leafOrData(this.read(childNode(at, key)!)) : otherwise
    const convert = own('_convert_', inherited.convert)
    if (typeof convert === 'string' && !CONVERSIONS.has(convert.toLowerCase())) {
      this.building.warn(convertUnknown(fullKey(at), convert))
    }
    return this.checked(at, {
      convert: typeof convert === 'string' ? convert.toLowerCase() : convert,
      recursive: own('_recursive_', inherited.recursive),
      partial: own('_partial_', inherited.partial),
    })
  }

  private checked(at: ConfigNode, settings: Settings): Settings {
    for (const name of ['recursive', 'partial'] as const) {
      if (typeof settings[name] === 'boolean') continue
      throw raise(notABool(fullKey(at), `_${name}_`, settings[name]), at.value.origin)
    }
    return settings
  }

  private leafOrData(at: ConfigNode): unknown {
    return isContainer(at.value) ? readValue(at, this.building, true) : this.leaf(at)
  }

  /** `node[key]`: through interpolations, and refused where it is missing. */
  private read(child: ConfigNode): ConfigNode {
    const { value } = child
    if (value.kind === 'missing') {
      const key = fullKey(child)
      throw raise(missingParameter(key), value.origin, raise(missingParameter(key)))
    }
    if (value.kind !== 'interpolation') return child
    try {
      return this.building.follow(child)
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
      const { type, code, summary: message, advice } = error
      throw raise({ type, code, message, advice, key: fullKey(child) }, error.origin ?? value.origin, error)
    }
  }

  /** `key in node`: what is missing does not count. */
  private hasKey(at: ConfigNode, key: string): boolean {
    const child = childNode(at, key)
    return child !== undefined && child.value.kind !== 'missing'
  }

  private isPlain(at: ConfigNode, { convert }: Settings): boolean {
    if (convert === 'all' || convert === 'object') return true
    return convert === 'partial' && (!isContainer(at.value) || at.value.shape?.type?.kind !== 'struct')
  }
}

interface NamedTarget {
  readonly name: string
  readonly target: Target
}

/** What a child handed over as a config, as data: `_convert_` of the node that takes it decides. */
function plainData(value: unknown): unknown {
  if (configOriginOf(value) === undefined) return value
  if (Array.isArray(value)) return value.map(plainData)
  return ownProperties(Object.entries(value as object).map(([name, item]) => [name, plainData(item)] as const))
}

function wordsOf(error: unknown): string {
  if (error instanceof HydraconfError) return error.summary
  return error instanceof Error ? error.message : String(error)
}
