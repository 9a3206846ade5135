import { type Dict, isDict, isTuple, type Literal, sameLiteral, Tuple } from '../literal/literal.js'
import type { Device } from './device.js'

/** From this compute capability on ModelOpt computes NVFP4 with a Triton kernel, which is called without the block size. */
export const TRITON_FP4_SINCE = 8.9

/** The block size that the kernel then has. */
const KERNEL_BLOCK = 16n

/** FP4 numbers in dynamic blocks whose scales are FP8: what ModelOpt calls NVFP4. */
export function isDynamicNvfp4(attributes: Dict): boolean {
  const blocks = attributes.get('block_sizes')
  return (
    isE2m1(attributes.get('num_bits')) &&
    isDict(blocks) &&
    blocks.get('type') === 'dynamic' &&
    sameLiteral(blocks.get('scale_bits') ?? null, E4M3)
  )
}

/** The size of the blocks on the last dimension. */
export function blockSizeOf(attributes: Dict): Literal {
  const blocks = attributes.get('block_sizes')
  return isDict(blocks) ? (blocks.get(-1n) ?? null) : null
}

/** Whether a quantizer asks for blocks that such a GPU does not make. */
export function isBlockSizeIgnored(attributes: Dict): boolean {
  const size = blockSizeOf(attributes)
  return isDynamicNvfp4(attributes) && typeof size === 'bigint' && size !== KERNEL_BLOCK
}

/** The attributes as a device computes them; undefined where it makes no difference. */
export function attributesOn(device: Device | undefined): ((attributes: Dict) => Dict) | undefined {
  if (device?.capability === undefined || device.capability < TRITON_FP4_SINCE) return undefined
  return (attributes) => {
    if (!isBlockSizeIgnored(attributes)) return attributes
    const known = computed.get(attributes)
    if (known !== undefined) return known
    const blocks = attributes.get('block_sizes') as Dict
    const made = attributes.with('block_sizes', blocks.with(-1n, KERNEL_BLOCK))
    computed.set(attributes, made)
    return made
  }
}

const computed = new WeakMap<Dict, Dict>()

export function isE2m1(bits: Literal | undefined): boolean {
  return isTuple(bits) && sameLiteral(bits, E2M1)
}

const E2M1 = new Tuple([2n, 1n])
export const E4M3 = new Tuple([4n, 3n])
