import { Dict, isDict, isTuple, type Literal, sameLiteral, Tuple } from '../literal/literal.js'
import type { Step } from '../validity/entries.js'

/** A combination that validation lets pass and that fails, or surprises, when the model is quantized. */
export interface RuntimeRisk {
  readonly rule: string
  /** `fails`: seen to fail; `needs-cuda`: cannot run on a CPU; `surprises`: runs, but not as it reads. */
  readonly severity: 'fails' | 'needs-cuda' | 'surprises'
  /** The step in question. */
  readonly step: number
  readonly message: string
}

/** What is known to go wrong at run time with these steps and this algorithm. */
export function runtimeRisks(steps: readonly Step[], algorithm: Literal): readonly RuntimeRisk[] {
  const method = methodOf(algorithm)
  return steps.flatMap((step, at) =>
    attributesOf(step).flatMap((attributes): RuntimeRisk[] => {
      if (attributes.get('enable') === false || step.enable === false) return []
      const blocks = attributes.get('block_sizes') ?? null
      const bits = attributes.get('num_bits') ?? null
      const risks: RuntimeRisk[] = []
      const isWholeDimension = isDict(blocks) && dimensionsOf(blocks).every((size) => size === null)
      if (isWholeDimension && isInput(step.pattern) && CALIBRATES_INPUTS.test(method)) {
        risks.push({
          rule: 'whole-dimension-with-calibration',
          severity: 'fails',
          step: at,
          message: `a null block size becomes an axis at run time, and ${method} then finds both an axis and block sizes`,
        })
      }
      if (isWholeDimension && isTuple(bits) && !sameLiteral(bits, E4M3)) {
        risks.push({
          rule: 'whole-dimension-needs-e4m3',
          severity: 'fails',
          step: at,
          message: `a null block size leaves E${bits.items[0]}M${bits.items[1]} without blocks, and without them only E4M3 can be computed`,
        })
      }
      if (isDict(blocks) && blocks.get('type') === 'dynamic' && !isWholeDimension) {
        risks.push({
          rule: 'dynamic-blocks',
          severity: 'needs-cuda',
          step: at,
          message: 'dynamic blocks are computed on a GPU only',
        })
      }
      return risks
    }),
  )
}

const CALIBRATES_INPUTS = /^(?:smoothquant|awq_lite|awq_full|svdquant)$/

function methodOf(algorithm: Literal): string {
  if (isDict(algorithm)) return String(algorithm.get('method') ?? '')
  return typeof algorithm === 'string' ? algorithm : ''
}

function attributesOf({ attributes }: Step): readonly Dict[] {
  if (attributes === undefined) return []
  return attributes instanceof Dict ? [attributes] : attributes
}

function dimensionsOf(blocks: Dict): readonly Literal[] {
  return [...blocks.entries()].filter(([key]) => typeof key === 'bigint').map(([, size]) => size)
}

function isInput(pattern: string): boolean {
  return pattern.endsWith('input_quantizer')
}

const E4M3 = new Tuple([4n, 3n])
