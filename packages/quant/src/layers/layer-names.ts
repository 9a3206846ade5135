import { raise } from '@hydraconf/core'
import type { Quantizer } from '../effective/effective-settings.js'
import { notSafetensors } from './messages.js'

/** A layer of a model: its name, the class of its module, and the shape of its weight where it is known. */
export interface Layer {
  readonly name: string
  /** As PyTorch names it, without `nn.`: `Linear`. */
  readonly kind: string
  /** Rows (output features) and columns (input features) of the weight. */
  readonly shape: readonly number[] | undefined
}

/**
 * Layers from a text: one a line, `name [kind] [rows x columns]`; blank lines and lines that start with `#` are skipped.
 *
 * ```
 * model.layers.0.mlp.up_proj  Linear  9728x2560
 * lm_head
 * ```
 */
export function layersFromText(text: string): readonly Layer[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name, ...rest] = line.split(/\s+/)
      const shape = rest.find((word) => /^\d+(?:x\d+)*$/.test(word))
      const kind = rest.find((word) => /^[A-Za-z]/.test(word))
      return { name: name!, kind: kind ?? 'Linear', shape: shape?.split('x').map(Number) }
    })
}

/** Tensors that are weights of something else than a linear layer, by the usual names of Hugging Face checkpoints. */
const NOT_LINEAR = /(?:norm|layernorm|ln_\w+|embed\w*|rotary\w*)$/i

/**
 * Layers from the header of a safetensors file: the first bytes, as many as `safetensorsHeaderLength` says plus 8. The
 * tensors themselves are not needed. A two-dimensional `*.weight` that is no norm or embedding counts as a linear layer.
 *
 * @param file what an error calls it
 * @throws HydraconfError `ConfigValueError` when the bytes are not such a header.
 */
export function layersFromSafetensors(bytes: Uint8Array, file = 'This'): readonly Layer[] {
  const length = safetensorsHeaderLength(bytes, file)
  if (bytes.length < 8 + length)
    throw raise(notSafetensors(file, `its header is ${length} bytes long, and only ${bytes.length - 8} are there`))
  const header = headerOf(asciiText(bytes.subarray(8, 8 + length)), file)
  return Object.entries(header).flatMap(([tensor, { shape }]): Layer[] => {
    const name = tensor.replace(/\.weight$/, '')
    if (name === tensor || !Array.isArray(shape) || NOT_LINEAR.test(name)) return []
    if (shape.length === 2) return [{ name, kind: 'Linear', shape }]
    return shape.length >= 3 ? [{ name, kind: `Conv${shape.length - 2}d`, shape }] : []
  })
}

/** The length of the JSON header that the first eight bytes announce. */
export function safetensorsHeaderLength(bytes: Uint8Array, file = 'This'): number {
  if (bytes.length < 8) throw raise(notSafetensors(file, 'it is shorter than eight bytes'))
  let length = 0
  for (let at = 7; at >= 0; at--) length = length * 256 + bytes[at]!
  if (length > MAX_HEADER) throw raise(notSafetensors(file, `it announces a header of ${length} bytes`))
  return length
}

/** The format allows no more. */
const MAX_HEADER = 100_000_000

function headerOf(text: string, file: string): Readonly<Record<string, { readonly shape?: readonly number[] }>> {
  try {
    const parsed: unknown = JSON.parse(text)
    if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) return parsed as never
  } catch {
    // Reported below: what JSON says of a wrong file helps nobody.
  }
  throw raise(notSafetensors(file, 'its header is not JSON'))
}

/** Names of layers are ASCII in practice; any other byte stands for the character of its number. */
export function asciiText(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return parts.join('')
}

/** The quantizers that ModelOpt puts around each layer. */
export function quantizersOfLayers(layers: readonly Layer[]): readonly Quantizer[] {
  return layers.flatMap(({ name, kind }) =>
    ['input', 'output', 'weight'].map((role) => ({ name: `${name}.${role}_quantizer`, parent: `Quant${kind}` })),
  )
}
