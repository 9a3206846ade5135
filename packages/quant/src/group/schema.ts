/**
 * What an option of the group looks like, as JSON Schema. It holds what can be said of an overlay alone; what depends on
 * the format that it meets is preflight's business.
 *
 * Keys of `block_sizes` are ints in YAML and strings here: JSON has no other keys.
 */
export const GRANULARITY_SCHEMA = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'quant_granularity',
  type: 'object',
  required: ['name', 'quant_cfg_overrides'],
  properties: {
    name: { type: 'string', description: "The option's own name: part of run directories and manifests." },
    quant_cfg_overrides: {
      description: 'What changes in the quantizers of the base format; {} for nothing.',
      type: ['object', 'null'],
      properties: {
        '*weight_quantizer': { $ref: '#/$defs/attributes' },
        '*input_quantizer': { $ref: '#/$defs/attributes' },
        default: { $ref: '#/$defs/attributes' },
      },
      additionalProperties: false,
    },
  },
  $defs: {
    attributes: {
      type: 'object',
      properties: {
        enable: { type: 'boolean' },
        num_bits: {
          anyOf: [
            { type: 'integer', minimum: 1 },
            {
              description: 'exponent bits and mantissa bits',
              enum: [
                [4, 3],
                [5, 2],
                [2, 1],
                [1, 2],
                [3, 2],
                [2, 3],
              ],
            },
          ],
        },
        axis: { anyOf: [{ type: ['integer', 'null'] }, { type: 'array', items: { type: 'integer' } }] },
        type: { enum: ['static', 'dynamic'] },
        block_sizes: { $ref: '#/$defs/block_sizes' },
        fake_quant: { type: 'boolean' },
        unsigned: { type: 'boolean' },
        narrow_range: { type: 'boolean' },
        pass_through_bwd: { type: 'boolean' },
        learn_amax: { const: false },
        bias: { type: ['object', 'null'] },
        trt_high_precision_dtype: { enum: ['Float', 'Half', 'BFloat16'] },
        calibrator: { anyOf: [{ enum: ['max', 'histogram'] }, { type: 'array' }] },
        rotate: { type: ['boolean', 'object'] },
        effective_bits: { anyOf: [{ type: 'null' }, { type: 'number', exclusiveMinimum: 0, maximum: 16 }] },
        backend: { type: ['string', 'null'] },
        backend_extra_args: { type: ['object', 'null'] },
        use_constant_amax: { type: 'boolean' },
        constant_amax: { anyOf: [{ type: 'null' }, { type: 'number', exclusiveMinimum: 0 }] },
      },
      additionalProperties: false,
      not: {
        description: 'axis and block_sizes are two ways to say where scales are shared: keep one',
        required: ['axis', 'block_sizes'],
      },
    },
    block_sizes: {
      description: 'block length by dimension (an unquoted int: -1 is the last); null for the whole dimension',
      type: 'object',
      properties: {
        type: { enum: ['static', 'dynamic'] },
        scale_bits: {
          anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 }],
        },
        scale_block_sizes: { type: ['object', 'null'] },
        four_over_six: { type: ['boolean', 'integer'] },
      },
      patternProperties: { '^[+-]?[0-9]+$': { type: ['integer', 'null'] } },
      additionalProperties: false,
    },
  },
} as const
