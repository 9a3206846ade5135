import type { DialectName } from './dialect/dialect.js'
import { dialectOf } from './dialect/dialects.js'
import type { Attempt } from './merge/merge.js'
import { tryUpdate, type UpdateOptions } from './merge/update.js'
import { notADotlist } from './messages/container-access.js'
import { HydraconfError, raise } from './text/errors.js'
import type { Source } from './text/source.js'
import { type ConfigNode, rootNode, rootOf } from './value/config-node.js'
import { map, nullValue } from './value/constructors.js'
import type { Container, MapValue } from './value/value.js'
import { parseYamlValue } from './yaml/parse.js'

/**
 * A config from texts such as `a.b=1`, as `OmegaConf.from_dotlist` and `from_cli`. What follows the first `=` is read
 * as YAML: `a=[1, x]` is a list, `a=010` is 8, `a=` and `a` are null.
 *
 * @throws the errors of `update` and of reading YAML
 */
export function fromDotlist(dotlist: readonly string[], options: DotlistOptions = {}): MapValue {
  return mergeDotlist(map([]), dotlist, options)
}

/**
 * The config with each text of a dotlist put where it says, as `config.merge_with_dotlist`.
 *
 * @throws the errors of `update` and of reading YAML
 */
export function mergeDotlist<T extends Container>(
  config: T,
  dotlist: readonly string[],
  options: DotlistOptions = {},
): T {
  const { value, refusal } = tryMergeDotlist(rootNode(config), dotlist, options)
  if (refusal !== undefined) throw refusal
  return rootOf(value).value as T
}

/** `follow` goes through interpolations on the way to a key. */
export type DotlistOptions = Pick<UpdateOptions, 'follow' | 'dialect'>

/** As `mergeDotlist`, at any place in a config; and where a text is refused, with the texts before it done. */
export function tryMergeDotlist(
  at: ConfigNode,
  dotlist: readonly string[],
  options: DotlistOptions = {},
): Attempt<ConfigNode> {
  if (!Array.isArray(dotlist)) return { value: at, refusal: raise(notADotlist()) }
  let done = at
  for (const text of dotlist) {
    const attempt = tryText(done, text, options)
    done = attempt.value
    if (attempt.refusal !== undefined) return attempt
  }
  return { value: done, refusal: undefined }
}

function tryText(at: ConfigNode, text: string, options: DotlistOptions): Attempt<ConfigNode> {
  try {
    if (typeof text !== 'string') throw raise(notADotlist())
    const { dialect } = options
    const equals = equalsIn(text, dialect)
    const key = equals === -1 ? text : text.slice(0, equals)
    const value = equals === -1 ? nullValue() : parseYamlValue(sourceOf(text.slice(equals + 1)), { dialect })
    return tryUpdate(at, key, value, options)
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return { value: at, refusal: error }
  }
}

/** Where the key ends; in Hydra 1.4 not at `\=`. */
function equalsIn(text: string, dialect: DialectName | undefined): number {
  if (!dialectOf(dialect).keys.readsEscapes) return text.indexOf('=')
  const { length } = /^(?:\\[.[\]=]|[^=])*/.exec(text)![0]
  return length === text.length ? -1 : length
}

function sourceOf(text: string): Source {
  return { kind: 'override', name: '<dotlist>', text }
}
