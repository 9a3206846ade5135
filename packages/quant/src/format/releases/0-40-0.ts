import type { Release } from '../release.js'

/** Built-in formats of NVIDIA Model Optimizer 0.40.0 (commit 411912e). */
export const V0_40_0: Release = {
  modelopt: '0.40.0',
  provenance:
    'NVIDIA Model Optimizer 0.40.0 (commit 411912e), modelopt.torch.quantization.config; imported from the release',
  /** Formats that are there but not among the names that ModelOpt offers as choices. */
  unlisted: ['MXFP6_DEFAULT_CFG'],
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
  *linear_attn.conv1d*: off
  *mixer.conv1d*: off
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
INT8_WEIGHT_ONLY_CFG max
  *weight_quantizer: int8 axis=0
  *input_quantizer: off
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
NVFP4_DEFAULT_CFG max
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  @disabled
NVFP4_AWQ_LITE_CFG awq_lite
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  @disabled
NVFP4_AWQ_CLIP_CFG method=awq_clip
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  @disabled
NVFP4_AWQ_FULL_CFG method=awq_full alpha_step=0.1
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  @disabled
NVFP4_AFFINE_KV_CFG max
  *[kv]_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on bias[-2=null -4=null type=static]
  default: off
NVFP4_KV_CFG max
  *[kv]_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  default: off
NVFP4_FP8_MHA_CONFIG max
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  *output_quantizer: off
  *q_bmm_quantizer: e4m3 axis=null
  *k_bmm_quantizer: e4m3 axis=null
  *v_bmm_quantizer: e4m3 axis=null
  *softmax_quantizer: e4m3 axis=null
  transformer_blocks*bmm2_output_quantizer: e4m3 axis=null
  default: off
NVFP4_KV_ROTATE_CFG max
  *q_bmm_quantizer: off rotate=true
  *k_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on rotate=true
  *v_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
NVFP4_SVDQUANT_DEFAULT_CFG method=svdquant lowrank=32
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] axis=null on
  @disabled
W4A8_NVFP4_FP8_CFG max
  *weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e4m3] axis=null on
  *input_quantizer: e4m3 axis=null on
  @disabled
MXFP4_MLP_WEIGHT_ONLY_CFG null
  *mlp*weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e8m0] on pass_through_bwd=true
  @disabled
NVFP4_MLP_WEIGHT_ONLY_CFG max
  *mlp*weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e4m3] on pass_through_bwd=true
  @disabled
NVFP4_MLP_ONLY_CFG max
  *mlp*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on pass_through_bwd=true
  *mlp*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on pass_through_bwd=true
  @disabled
`,
}
