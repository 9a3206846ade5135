import { entriesOf, type Origin, type Value } from '@hydraconf/core'
import { valueAt } from '../literal/value-at.js'

/** A rule of the group that an option breaks; the rules are those of `conf/quant_granularity/README.md`. */
export interface BrokenRule {
  readonly rule: string
  readonly message: string
  readonly origin: Origin
}

const WEIGHTS = 'weight_quantizer'
const INPUTS = 'input_quantizer'

/**
 * The rules of the group that an option breaks, as it stands in the config before anything is resolved. `option` is the
 * name that it was chosen by; undefined where several were chosen together.
 */
export function brokenRules(group: Value | undefined, option: string | undefined): readonly BrokenRule[] {
  if (group?.kind !== 'map') return []
  const name = valueAt(group, ['name'])
  const broken: BrokenRule[] = []
  if (option !== undefined && name?.kind === 'str' && name.value !== option) {
    const message = `its name is '${name.value}', and its file's is '${option}': directories and manifests would speak of another option`
    broken.push({ rule: 'overlay-name', message, origin: name.origin })
  }
  const overrides = valueAt(group, ['quant_cfg_overrides'])
  if (overrides?.kind !== 'map') return [...broken, ...interpolations(group)]
  for (const [key, attributes] of entriesOf(overrides)) {
    for (const rule of misplaced(option ?? '', String(key), attributes)) broken.push(rule)
    if (attributes.kind === 'map') for (const rule of notGranularity(attributes)) broken.push(rule)
  }
  return [...broken, ...interpolations(overrides)]
}

/** `w_` options speak of weights, `a_` options of activations. */
function misplaced(option: string, pattern: string, { origin }: Value): readonly BrokenRule[] {
  const other = option.startsWith('w_') ? INPUTS : option.startsWith('a_') ? WEIGHTS : undefined
  if (other === undefined || !pattern.endsWith(other)) return []
  const about = other === INPUTS ? 'weights' : 'activations'
  const message = `'${option}' is named for ${about}, and sets '${pattern}': one that touches both is named for its recipe`
  return [{ rule: 'overlay-scope', message, origin }]
}

function notGranularity(attributes: Value): readonly BrokenRule[] {
  const bits = valueAt(attributes, ['num_bits'])
  const blocks = valueAt(attributes, ['block_sizes'])
  const quoted =
    blocks?.kind === 'map'
      ? [...entriesOf(blocks)].filter(([key]) => typeof key === 'string' && /^[-+]?\d+$/.test(key))
      : []
  return [
    ...(bits === undefined
      ? []
      : [
          {
            rule: 'overlay-sets-bits',
            message: 'num_bits belong to the pair: an overlay says what shares a scale',
            origin: bits.origin,
          },
        ]),
    ...quoted.map(([key, value]) => ({
      rule: 'overlay-quoted-dimension',
      message: `'${String(key)}' is quoted: a dimension is an int`,
      origin: value.origin,
    })),
  ]
}

function interpolations(value: Value): readonly BrokenRule[] {
  if (value.kind === 'interpolation') {
    const message = `${value.value} is an interpolation: an overlay reads the same wherever it is composed`
    return [{ rule: 'overlay-interpolates', message, origin: value.origin }]
  }
  if (value.kind === 'list') return value.items.flatMap(interpolations)
  return value.kind === 'map' ? [...value.items.values()].flatMap(interpolations) : []
}
