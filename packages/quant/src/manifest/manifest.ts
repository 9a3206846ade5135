import { raise } from '@hydraconf/core'
import { Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { fromTypedJson, type TypedJson, toTypedJson } from '../literal/typed-json.js'
import type { Study } from '../preflight/study.js'
import type { ModelOpt } from '../release/version.js'
import { contentHash } from './hash.js'
import { notReplayable } from './messages.js'

/**
 * What a run was quantized with, so that it can be done again: the effective config with its tuples and int keys (which
 * plain JSON would lose), and what it was made of.
 */
export interface Manifest {
  readonly schema: 'hydraconf.quantization/1'
  readonly modelopt: ModelOpt
  readonly base_format_name: string
  readonly base_format_provenance: string
  readonly quant_pair: string
  readonly quant_granularity: { readonly name: string; readonly quant_cfg_overrides: TypedJson }
  /** Per pattern what granularity came out: for people and reports. */
  readonly effective_quantizer_summary: TypedJson
  readonly effective_config: TypedJson
  /** Over the release and the effective config: equal for runs that ModelOpt is given the same. */
  readonly hash: string
}

export function manifestOf(study: Study): Manifest {
  const effective = toTypedJson(study.effective)
  return {
    schema: 'hydraconf.quantization/1',
    modelopt: study.modelopt,
    base_format_name: study.format.name,
    base_format_provenance: study.format.provenance,
    quant_pair: study.pair.name,
    quant_granularity: { name: study.overlay.name, quant_cfg_overrides: toTypedJson(study.overlay.overrides) },
    effective_quantizer_summary: toTypedJson(summaryOf(study.effective)),
    effective_config: effective,
    hash: hashOf(study.modelopt, effective),
  }
}

/**
 * The effective config of a manifest, ready to be exported again.
 *
 * @throws HydraconfError `ConfigValueError` when the manifest is of another kind, or its hash does not fit its content
 */
export function replay(manifest: unknown): { readonly modelopt: ModelOpt; readonly config: Dict } {
  const { schema, modelopt, effective_config: effective, hash } = (manifest ?? {}) as Partial<Manifest>
  if (schema !== 'hydraconf.quantization/1' || effective === undefined)
    throw raise(notReplayable('it is no manifest of this kind'))
  if (typeof modelopt !== 'string') throw raise(notReplayable('it names no ModelOpt release'))
  const config = fromTypedJson(effective)
  if (!isDict(config)) throw raise(notReplayable('its effective_config is no mapping'))
  const expected = hashOf(modelopt, toTypedJson(config))
  if (hash !== expected) throw raise(notReplayable(`its hash is ${String(hash)}, and its content has ${expected}`))
  return { modelopt, config }
}

function hashOf(modelopt: ModelOpt, effective: TypedJson): string {
  return contentHash(`${modelopt}\n${JSON.stringify(effective)}`)
}

const GRANULARITY = ['type', 'axis', 'block_sizes']

function summaryOf(config: Dict): Dict {
  const quantCfg = config.get('quant_cfg') ?? null
  const patterns: readonly (readonly [string, Literal])[] = isDict(quantCfg)
    ? [...quantCfg.entries()].map(([key, value]) => [String(key), value] as const)
    : isList(quantCfg)
      ? quantCfg.filter(isDict).map((entry) => [String(entry.get('quantizer_name')), entry.get('cfg') ?? null] as const)
      : []
  const summary = patterns.flatMap(([pattern, value]): [string, Literal][] => {
    if (isList(value)) return [[pattern, value.map((item) => (isDict(item) ? granularityOf(item) : item))]]
    if (!isDict(value)) return []
    const granularity = granularityOf(value)
    return granularity.size > 0 ? [[pattern, granularity]] : []
  })
  return new Dict(summary)
}

function granularityOf(attributes: Dict): Dict {
  return new Dict(
    GRANULARITY.filter((name) => attributes.has(name)).map((name) => [name, attributes.get(name)!] as const),
  )
}
