import { Dict, type DictKey, isDict, type Literal, Tuple } from '../literal/literal.js'
import type { QuantCfgStyle } from '../validity/modelopt.js'

/**
 * Reads formats from their short notation, which has one line a pattern:
 *
 * ```
 * @disabled                                   lines to repeat
 *   *lm_head*: off
 * INT8_DEFAULT_CFG max                        name and algorithm (null: none; -: no algorithm key)
 *   *weight_quantizer: int8 axis=0
 * INT4_AWQ_CFG method=awq_lite alpha_step=0.1 an algorithm with settings
 *   *weight_quantizer: int4 blocks[-1=128 type=static] on | e4m3     a sequence of two quantizers
 *   * in nn.BatchNorm1d: off                  a pattern inside a class
 *   *q_bmm_quantizer: rotate=true :: off      attributes, and the entry's own switch (list style)
 *   @disabled
 * ```
 *
 * `int8` and `e4m3` are `num_bits`, `on` and `off` are `enable`; everything else is `attribute=value`, in the order in
 * which ModelOpt has it, because the order of keys is part of a dict-style format.
 */
export function readNotation(text: string, style: QuantCfgStyle): ReadonlyMap<string, Dict> {
  const formats = new Map<string, Dict>()
  const repeats = new Map<string, readonly string[]>()
  for (const [head, lines] of sectionsOf(text)) {
    if (head.startsWith('@')) {
      repeats.set(head, lines)
      continue
    }
    const [name, ...algorithm] = head.split(' ')
    const entries = lines.flatMap((line) => (line.startsWith('@') ? repeats.get(line)! : [line])).map(readEntry)
    const quantizers = style === 'dict' ? dictStyle(entries) : entries.map(listEntry)
    formats.set(name!, new Dict([['quant_cfg', quantizers], ...algorithmOf(algorithm)]))
  }
  return formats
}

interface Entry {
  readonly pattern: string
  readonly parent: string | undefined
  readonly attributes: Dict | readonly Dict[]
  /** After `::`: the entry's own `enable`, beside its attributes. */
  readonly enable: boolean | undefined
}

function* sectionsOf(text: string): Generator<[string, string[]]> {
  let section: [string, string[]] | undefined
  for (const line of text.split('\n')) {
    if (line === '') continue
    if (line.startsWith(' ')) section?.[1].push(line.trim())
    else {
      if (section !== undefined) yield section
      section = [line, []]
    }
  }
  if (section !== undefined) yield section
}

function readEntry(line: string): Entry {
  const colon = line.indexOf(': ')
  const [pattern, parent] = line.slice(0, colon).split(' in ') as [string, string | undefined]
  const [spec, own] = line.slice(colon + 2).split(' :: ') as [string, string | undefined]
  const sequence = spec.split(' | ').map(readAttributes)
  return {
    pattern,
    parent,
    attributes: sequence.length === 1 ? sequence[0]! : sequence,
    enable: own === undefined ? undefined : own === 'on',
  }
}

/** `e4m3 blocks[-1=32 type=dynamic] on` */
function readAttributes(spec: string): Dict {
  const words = spec.match(/[^\s[]+\[[^\]]*\]|\S+/g) ?? []
  return new Dict(
    words.map((word): readonly [DictKey, Literal] => {
      if (word === 'on' || word === 'off') return ['enable', word === 'on']
      if (/^int\d+$/.test(word)) return ['num_bits', BigInt(word.slice(3))]
      if (/^e\d+m\d+$/.test(word)) return ['num_bits', readWord(word)]
      const nested = /^(blocks|bias)\[(.*)\]$/.exec(word)
      if (nested === null) return readPair(word)
      return [nested[1] === 'blocks' ? 'block_sizes' : 'bias', new Dict(nested[2]!.split(' ').map(readPair))]
    }),
  )
}

function readPair(pair: string): readonly [DictKey, Literal] {
  const [key, value] = pair.split('=') as [string, string]
  return [/^-?\d+$/.test(key) ? BigInt(key) : key, readWord(value)]
}

function readWord(word: string): Literal {
  if (word === 'null') return null
  if (word === 'true' || word === 'false') return word === 'true'
  const bits = /^e(\d+)m(\d+)$/.exec(word)
  if (bits !== null) return new Tuple([BigInt(bits[1]!), BigInt(bits[2]!)])
  if (/^-?\d+$/.test(word)) return BigInt(word)
  return /^-?\d+\.\d+$/.test(word) ? Number(word) : word
}

/** One bare word is the algorithm's name; pairs are a dict of settings. */
function algorithmOf(words: readonly string[]): [DictKey, Literal][] {
  const [first] = words
  if (first === undefined || first === '-') return []
  return [['algorithm', first.includes('=') ? new Dict(words.map(readPair)) : readWord(first)]]
}

/** The dict style nests a class's patterns under the class. */
function dictStyle(entries: readonly Entry[]): Dict {
  let quantizers = new Dict()
  for (const { pattern, parent, attributes } of entries) {
    if (parent === undefined) quantizers = quantizers.with(pattern, attributes)
    else {
      const inner = quantizers.get(parent)
      quantizers = quantizers.with(parent, (isDict(inner) ? inner : new Dict()).with(pattern, attributes))
    }
  }
  return quantizers
}

function listEntry({ pattern, parent, attributes, enable }: Entry): Dict {
  const entry: [DictKey, Literal][] = [['quantizer_name', pattern]]
  if (parent !== undefined) entry.push(['parent_class', parent])
  const isSwitch = isDict(attributes) && attributes.size === 1 && attributes.has('enable')
  if (!isSwitch) entry.push(['cfg', attributes])
  if (isSwitch || enable !== undefined) entry.push(['enable', isSwitch ? attributes.get('enable')! : enable!])
  return new Dict(entry)
}
