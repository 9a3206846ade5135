import type { Release } from '../release.js'

/** Built-in formats of NVIDIA Model Optimizer 0.33.1. */
export const V0_33_1: Release = {
  modelopt: '0.33.1',
  provenance:
    'NVIDIA Model Optimizer 0.33.1, modelopt.torch.quantization.config; partial: the formats written out in its config module; seven more came in a binary package',
  /** Formats that are there but not among the names that ModelOpt offers as choices. */
  unlisted: ['MXFP4_DEFAULT_CFG', 'MXFP6_DEFAULT_CFG', 'MXINT8_DEFAULT_CFG'],
  formats: `
@disabled
  * in nn.BatchNorm1d: off
  * in nn.BatchNorm2d: off
  * in nn.BatchNorm3d: off
  * in nn.LeakyReLU: off
  *lm_head*: off
  *proj_out.*: off
  *block_sparse_moe.gate*: off
  *router*: off
  *mlp.gate.*: off
  *mlp.shared_expert_gate.*: off
  *output_layer*: off
  output.*: off
  default: off

INT8_DEFAULT_CFG max
  *weight_quantizer: int8 axis=0
  *input_quantizer: int8 axis=null
  @disabled
INT8_SMOOTHQUANT_CFG smoothquant
  *weight_quantizer: int8 axis=0
  *input_quantizer: int8 axis=null
  @disabled
FP8_DEFAULT_CFG max
  *weight_quantizer: e4m3 axis=null
  *input_quantizer: e4m3 axis=null
  @disabled
FP8_PER_CHANNEL_PER_TOKEN_CFG max
  *weight_quantizer: e4m3 axis=0
  *input_quantizer: e4m3 type=dynamic blocks[-1=null]
  @disabled
FP8_2D_BLOCKWISE_WEIGHT_ONLY_CFG max
  *weight_quantizer: e4m3 blocks[-1=128 -2=128] on
  *input_quantizer: off
  @disabled
INT4_BLOCKWISE_WEIGHT_ONLY_CFG max
  *weight_quantizer: int4 blocks[-1=128] on
  *input_quantizer: off
  @disabled
INT4_AWQ_CFG method=awq_lite alpha_step=0.1
  *weight_quantizer: int4 blocks[-1=128 type=static] on
  *input_quantizer: off
  @disabled
W4A8_AWQ_BETA_CFG awq_lite
  *weight_quantizer: int4 blocks[-1=128 type=static] on | e4m3 axis=null on
  *input_quantizer: e4m3 axis=null on
  @disabled
MXFP8_DEFAULT_CFG null
  *weight_quantizer: e4m3 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  *input_quantizer: e4m3 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  @disabled
MXFP6_DEFAULT_CFG null
  *weight_quantizer: e3m2 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  *input_quantizer: e3m2 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  @disabled
MXFP4_DEFAULT_CFG null
  *weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  *input_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  @disabled
W4A8_MXFP4_FP8_CFG null
  *weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  *input_quantizer: e4m3 axis=null
  @disabled
MXINT8_DEFAULT_CFG null
  *weight_quantizer: int8 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  *input_quantizer: int8 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  @disabled
FP8_KV_CFG max
  *[kv]_bmm_quantizer: e4m3 axis=null on
  default: off
FP8_AFFINE_KV_CFG max
  *[kv]_bmm_quantizer: e4m3 axis=null bias[-2=null -4=null type=static]
  default: off
`,
}
