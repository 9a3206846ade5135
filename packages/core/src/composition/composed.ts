import type { Choices, DefaultsList, DefaultsTree } from '../defaults/tree.js'
import type { Override } from '../grammar/override.js'
import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import { type ResolveOptions, resolve } from '../interpolation/resolve.js'
import type { Library } from '../library/library.js'
import { packageNotThere } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import { toJs } from '../value/js.js'
import { map, mapOf } from '../value/make.js'
import { select } from '../value/select.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import { toYaml } from '../yaml/emit.js'
import type { Composition, Intent, Layer } from './types.js'

/** What `yaml` writes of a composed config; mirrors `--cfg`, `--resolve` and `--package`. */
export interface YamlOptions {
  /** Which part: the `job` without Hydra's node, the `hydra` node alone, or `all`. `job` unless said otherwise. */
  readonly of?: 'job' | 'hydra' | 'all' | undefined
  /** Interpolations as what they stand for. */
  readonly resolve?: boolean | undefined
  /** Only what is under this key. */
  readonly package?: string | undefined
}

/** A config as plain JavaScript, when nothing more is known of it. */
export type PlainConfig = Readonly<Record<string, unknown>>

/**
 * A composed config with every stage that led to it. What a program usually wants of it (`job`, `js`, `yaml`) is made
 * when it is first asked for.
 */
export class Composed<Config = PlainConfig> implements Composition {
  readonly overrides: readonly Override[]
  readonly intent: Intent
  readonly library: Library
  readonly tree: DefaultsTree
  readonly list: DefaultsList
  readonly choices: Choices
  readonly layers: readonly Layer[]
  readonly config: MapValue
  readonly warnings: readonly string[]
  private readonly kept: { evaluation?: EvaluationOptions; job?: MapValue; js?: Config } = {}

  constructor(
    stages: Composition,
    private readonly evaluationOf: () => EvaluationOptions,
  ) {
    this.overrides = stages.overrides
    this.intent = stages.intent
    this.library = stages.library
    this.tree = stages.tree
    this.list = stages.list
    this.choices = stages.choices
    this.layers = stages.layers
    this.config = stages.config
    this.warnings = stages.warnings
  }

  /** What interpolations of this config are resolved with. */
  get evaluation(): EvaluationOptions {
    this.kept.evaluation ??= this.evaluationOf()
    return this.kept.evaluation
  }

  /** What the task of the run gets: the config without Hydra's node, interpolations unresolved. */
  get job(): MapValue {
    this.kept.job ??= without(this.config, 'hydra')
    return this.kept.job
  }

  /** `job` as plain JavaScript, interpolations resolved. */
  get js(): Config {
    this.kept.js ??= toJs(this.resolve(this.job)) as Config
    return this.kept.js
  }

  /** A config with its interpolations resolved as those of this composition are: `hydra:` looks into its `hydra` node. */
  resolve(config: MapValue, options: Pick<ResolveOptions, 'as' | 'made'> = {}): MapValue {
    return resolve(config, { ...this.evaluation, ...options })
  }

  /**
   * YAML as `--cfg` prints it.
   *
   * @throws ConfigKeyError for a package that is not there, InterpolationResolutionError where resolving fails
   */
  yaml({ of = 'job', resolve: resolved = false, package: pkg }: YamlOptions = {}): string {
    const part = of === 'job' ? this.job : of === 'hydra' ? this.hydra() : this.config
    const made = new Set<Value>()
    const whole = resolved ? this.resolve(part, { as: 'config', made }) : part
    if (pkg === undefined) return toYaml(whole, { made })
    const found = select(whole, pkg)
    if (found === undefined) throw raise(packageNotThere({ package: pkg }))
    return toYaml(isContainer(found) ? found : map([[pkg, found]]), { made })
  }

  private hydra(): MapValue {
    const hydra: Value | undefined = this.config.items.get('hydra')
    return map(hydra === undefined ? [] : [['hydra', hydra]])
  }
}

function without(of: MapValue, key: string): MapValue {
  const items = new Map(of.items)
  items.delete(key)
  return mapOf(items, of.spelled, of.origin, of.shape)
}
