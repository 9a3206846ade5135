import type { Choices, DefaultsList, DefaultsTree } from '../defaults/tree.js'
import type { DialectName } from '../dialect/dialect.js'
import type { Override } from '../grammar/override.js'
import { following } from '../interpolation/dereference.js'
import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import { type ResolveOptions, resolve } from '../interpolation/resolve-config.js'
import { InPlaceResolver } from '../interpolation/resolve-in-place.js'
import type { Library } from '../library/library.js'
import { packageNotThere } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import { INSPECT } from '../text/inspect.js'
import { atCaller } from '../text/stack-trace.js'
import type { ConfigNode } from '../value/config-node.js'
import { map, mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import type { Key } from '../value/key.js'
import { plainCopy } from '../value/plain-copy.js'
import { selectNode } from '../value/select.js'
import { strictly } from '../value/strict-object.js'
import { toJs } from '../value/to-js.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import { WeakCache } from '../value/weak-cache.js'
import { toYaml } from '../yaml/emit.js'
import type { GivenVariable } from './apply-variables.js'
import type { Composition, Intent, Layer } from './composition.js'
import { evaluationFor, evaluationOf } from './config-evaluation.js'
import type { Environment } from './environment.js'
import { Explainer } from './explain.js'
import type { Explanation } from './explanation.js'
import type { HydraScope } from './hydra-scope.js'
import { givenSecrets, maskedRefusal, NO_SECRETS, refusingWithout, type Secrets } from './masked-refusal.js'
import { Masking } from './masking.js'
import { secretTexts } from './secret-texts.js'
import { SensitiveKeys, sensitiveNames } from './sensitive-keys.js'

/** What `yaml` writes of a composed config; mirrors `--cfg`, `--resolve` and `--package`. */
export interface YamlOptions {
  /** Which part: the `job` without Hydra's node, the `hydra` node alone, or `all`. `job` unless said otherwise. */
  readonly of?: 'job' | 'hydra' | 'all' | undefined
  /** Interpolations as what they stand for. */
  readonly resolve?: boolean | undefined
  /** Only what is under this key. */
  readonly package?: string | undefined
}

/**
 * A config as plain JavaScript, when nothing more is known of it: any key may be read, as of what `JSON.parse` gives. Say
 * `compose<Config>` where the type is known.
 */
// biome-ignore lint/suspicious/noExplicitAny: what a YAML file holds is known to its reader, not to the compiler.
export type PlainConfig = Readonly<Record<string, any>>

/** The job's config with its interpolations resolved, as `resolve` does it. */
export type ResolveJob = (job: MapValue, evaluation: EvaluationOptions) => MapValue

/**
 * A composed config with every stage that led to it. What a program usually wants of it (`job`, `js`, `yaml`) is made
 * when it is first asked for. Everything here may be taken out on its own: `const { js, yaml } = compose(...)`.
 */
export class Composed<Config = PlainConfig> implements Omit<Composition, 'choices'> {
  readonly overrides: readonly Override[]
  readonly intent: Intent
  readonly library: Library
  readonly tree: DefaultsTree
  readonly list: DefaultsList
  readonly layers: readonly Layer[]
  readonly variables: readonly GivenVariable[]
  readonly config: MapValue
  readonly warnings: readonly string[]
  private readonly derived: Derived<Config> = {}

  constructor(
    private readonly stages: Composition,
    private readonly environment: Environment,
    private readonly resolveJob: ResolveJob = resolve,
  ) {
    this.overrides = stages.overrides
    this.intent = stages.intent
    this.library = stages.library
    this.tree = stages.tree
    this.list = stages.list
    this.layers = stages.layers
    this.variables = stages.variables
    this.config = stages.config
    this.warnings = stages.warnings
  }

  /** The same stages with another config at the end: `hydra.job.num` of a job of a sweep is in it, for one. */
  withConfig(config: MapValue): Composed<Config> {
    return new Composed<Config>({ ...this.stages, config }, this.environment, this.resolveJob)
  }

  /**
   * The option chosen of each group, by override key: `{ db: 'mysql', 'hydra/output': 'default' }`; null where none is.
   * `hydra.runtime.choices`. A group of which several options are chosen is not among them.
   */
  get choices(): Readonly<Record<string, string | null>> {
    const { choices } = this.stages
    const known = plainChoices.get(choices)
    if (known !== undefined) return known
    const plain = Object.freeze(Object.fromEntries(choices))
    plainChoices.set(choices, plain)
    return plain
  }

  /** What interpolations of this config are resolved with. What is refused on the way shows nothing sensitive. */
  get evaluation(): EvaluationOptions {
    this.derived.evaluation ??= this.evaluationWith(evaluationOf(this.config, this.environment))
    return this.derived.evaluation
  }

  private evaluationWith(evaluation: EvaluationOptions): EvaluationOptions {
    if (sensitiveNames(this.environment.extensions).size === 0) return evaluation
    return { ...evaluation, refused: (error) => maskedRefusal(error, this.secrets) }
  }

  /** What may not be shown of it, of the overrides and variables that led to it, and of the lines of its files. */
  get secrets(): Secrets {
    this.derived.secrets ??= this.findSecrets()
    return this.derived.secrets
  }

  private findSecrets(): Secrets {
    const given = givenSecrets(this.environment, this.overrides)
    const keys = given === NO_SECRETS ? undefined : SensitiveKeys.of(this.config, this.layers)
    if (keys === undefined) return given
    const follow = following(evaluationOf(this.config, this.environment))
    return { ...given, texts: [...given.texts, ...secretTexts(this.config, keys, follow)] }
  }

  /** What the task of the run gets: the config without Hydra's node, interpolations unresolved. */
  get job(): MapValue {
    this.derived.job ??= without(this.config, 'hydra')
    return this.derived.job
  }

  /** Whose language it was composed in; undefined is that of Hydra 1.3. */
  get dialect(): DialectName | undefined {
    return this.environment.dialect
  }

  /** Its JavaScript as the environment asks for it: where that is strict, keys that are not there are refused. */
  asAsked<T extends object>(js: T): T {
    return this.environment.strict === true ? strictly(js) : js
  }

  /** What hides the values of sensitive keys; undefined where there are none. */
  get masking(): Masking | undefined {
    this.derived.masking ??= { of: Masking.of(this.stages, this.environment.dialect) }
    return this.derived.masking.of
  }

  /**
   * The composition as it may be shown, with `***` for the values of keys that a schema calls sensitive, and so for what
   * interpolations make of them. This one, where nothing is sensitive.
   */
  get masked(): Composed<Config> {
    const { masking } = this
    if (masking === undefined) return this
    this.derived.masked ??= new Composed<Config>(
      { ...this.stages, config: masking.config(), overrides: this.overrides.map((one) => masking.override(one)) },
      this.environment,
    )
    return this.derived.masked
  }

  /** `job` as plain JavaScript, interpolations resolved. The objects belong to this composition alone: change them as you like. */
  get js(): Config {
    this.derived.js ??= this.atCaller(GETS_JS, () => this.plain() as Config)
    return this.derived.js
  }

  /** A config with its interpolations resolved as those of this composition are: `hydra:` looks into its `hydra` node. */
  readonly resolve = (config: MapValue, options: Pick<ResolveOptions, 'as' | 'made'> = {}): MapValue =>
    this.atCaller(this.resolve, () => resolve(config, { ...this.evaluation, ...options }))

  /**
   * Why a key has its value: `explain('db.port')`, or a path of keys. `explainText` makes a text of the answer.
   *
   * @throws ConfigKeyError for a key that the config does not have
   */
  readonly explain = (key: string | readonly Key[]): Explanation => {
    this.derived.explainer ??= new Explainer(this)
    const { explainer } = this.derived
    return this.atCaller(this.explain, () => explainer.explain(key))
  }

  /**
   * YAML as `--cfg` prints it, without the values of sensitive keys.
   *
   * @throws ConfigKeyError for a package that is not there, InterpolationResolutionError where resolving fails
   */
  readonly yaml = ({ of = 'job', resolve: resolved = false, package: pkg }: YamlOptions = {}): string =>
    this.atCaller(this.yaml, () => this.masked.text(of, resolved, pkg))

  private plain(): unknown {
    return this.asAsked(plainCopy(this.resolveJob(this.job, this.evaluation)) as object)
  }

  private text(of: 'job' | 'hydra' | 'all', resolved: boolean, pkg: string | undefined): string {
    const made = new Set<Value>()
    const whole = of === 'job' ? this.job : of === 'all' ? this.config : hydraNode(this.config)
    const part = new InPlaceResolver(whole, { ...this.evaluation, made })
    const { root, follow } = part
    const found = pkg === undefined ? root : selectNode(root, pkg, { follow })
    if (found === undefined) throw raise(packageNotThere({ package: pkg! }))
    const value = resolved ? part.resolve(found) : found.value
    return toYaml(isContainer(value) ? value : map([[pkg!, value]]), { made, dialect: this.environment.dialect })
  }

  /**
   * What `--cfg` shows, to be looked into and resolved in place as the command does it. There Hydra's node hangs in what is
   * shown: `${hydra:run.dir}` of the job is refused if that refers to `${hydra.job.name}`, since the job has no `hydra`, and
   * what it refers to in the job is as resolved by then.
   */
  readonly shown = (of: 'job' | 'hydra' | 'all', made?: Set<Value>): InPlaceResolver => {
    if (of === 'hydra')
      return new InPlaceResolver(withoutHelp(hydraNode(this.config)), { ...this.evaluation, made, keepsMissing: true })
    const shown: { part?: InPlaceResolver; hydra?: ConfigNode } = {}
    const node = this.config.items.get('hydra')
    const scope: HydraScope = {
      get hydra() {
        if (node !== undefined) shown.hydra ??= shown.part!.beside('hydra', node)
        return shown.hydra
      },
      follow: (from) => shown.part!.follow(from),
    }
    const evaluation = evaluationFor(this.environment, scope)
    shown.part = new InPlaceResolver(of === 'job' ? this.job : this.config, { ...evaluation, made, keepsMissing: true })
    return shown.part
  };

  /** What `console.log` shows: the answer in short, not the stages. */
  [INSPECT](_depth: number, options: object, inspect: (value: object, options: object) => string): string {
    const { masked } = this
    const overrides = masked.overrides.map(({ text }) => text)
    const shown = { overrides, choices: jobChoices(this.choices), config: toJs(masked.job) }
    return `Composed ${inspect(shown, options)}`
  }

  private atCaller<T>(entry: (...args: never[]) => unknown, action: () => T): T {
    const isFull = this.evaluation.env?.HYDRA_FULL_ERROR === '1'
    return atCaller(entry, isFull, () => refusingWithout(() => this.secrets, action))
  }
}

const GETS_JS = Object.getOwnPropertyDescriptor(Composed.prototype, 'js')?.get as () => unknown

interface Derived<Config> {
  evaluation?: EvaluationOptions
  job?: MapValue
  secrets?: Secrets
  js?: Config
  explainer?: Explainer
  masking?: { readonly of: Masking | undefined }
  masked?: Composed<Config>
}

/** The groups of the program; those of Hydra's own are the same in most runs. */
function jobChoices(choices: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(choices).filter(([group]) => !group.startsWith('hydra/')))
}

function hydraNode(config: MapValue): MapValue {
  const hydra = config.items.get('hydra')
  return map(hydra === undefined ? [] : [['hydra', hydra]])
}

function withoutHelp(of: MapValue): MapValue {
  const hydra = of.items.get('hydra')
  return hydra?.kind === 'map' ? map([['hydra', without(without(hydra, 'hydra_help'), 'help')]]) : of
}

function without(of: MapValue, key: string): MapValue {
  const items = copyOfItems(of.items)
  items.delete(key)
  return mapOf(items, of.spelled, of.origin, of.shape)
}

/** Compositions that choose the same hand out the same object; nobody can change it. */
const plainChoices = new WeakCache<Choices, Readonly<Record<string, string | null>>>()
