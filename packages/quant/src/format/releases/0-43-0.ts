import type { Release } from '../release.js'

/** Built-in formats of NVIDIA Model Optimizer 0.43.0. */
export const V0_43_0: Release = {
  modelopt: '0.43.0',
  provenance:
    'NVIDIA Model Optimizer 0.43.0, modelopt.torch.quantization.config; read from the assignments of its config module',
  /** Formats that are there but not among the names that ModelOpt offers as choices. */
  unlisted: ['MXFP6_DEFAULT_CFG', 'NVFP4_W4A4_WEIGHT_LOCAL_HESSIAN_CFG'],
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
MAMBA_MOE_FP8_AGGRESSIVE_CFG max
  *weight_quantizer: e4m3 axis=null
  *input_quantizer: e4m3 axis=null
  @disabled
  *fc1_latent_proj*: off
  *fc2_latent_proj*: off
  *q_proj*: off
  *k_proj*: off
  *v_proj*: off
  *o_proj*: off
MAMBA_MOE_FP8_CONSERVATIVE_CFG max
  *weight_quantizer: e4m3 axis=null
  *input_quantizer: e4m3 axis=null
  @disabled
  *fc1_latent_proj*: off
  *fc2_latent_proj*: off
  *q_proj*: off
  *k_proj*: off
  *v_proj*: off
  *o_proj*: off
  *mixer.in_proj*: off
  *mixer.out_proj*: off
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
  *weight_quantizer: int4 blocks[-1=128 type=static] on | e4m3 on
  *input_quantizer: e4m3 on
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
  *[kv]_bmm_quantizer: e4m3 on
  default: off
FP8_AFFINE_KV_CFG max
  *[kv]_bmm_quantizer: e4m3 bias[-2=null -4=null type=static]
  default: off
NVFP4_DEFAULT_CFG max
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_W4A4_WEIGHT_MSE_FP8_SWEEP_CFG method=mse fp8_scale_sweep=true
  *weight_quantizer: e2m1 blocks[-1=16 type=static scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_W4A4_WEIGHT_LOCAL_HESSIAN_CFG method=local_hessian fp8_scale_sweep=true
  *weight_quantizer: e2m1 blocks[-1=16 type=static scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
MAMBA_MOE_NVFP4_AGGRESSIVE_CFG max
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
  *fc1_latent_proj*: off
  *fc2_latent_proj*: off
  *q_proj*: off
  *k_proj*: off
  *v_proj*: off
  *o_proj*: off
MAMBA_MOE_NVFP4_CONSERVATIVE_CFG max
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
  *fc1_latent_proj*: off
  *fc2_latent_proj*: off
  *q_proj*: off
  *k_proj*: off
  *v_proj*: off
  *o_proj*: off
  *mixer.in_proj*: off
  *mixer.out_proj*: off
NVFP4_AWQ_LITE_CFG awq_lite
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_AWQ_CLIP_CFG method=awq_clip
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_AWQ_FULL_CFG method=awq_full alpha_step=0.1
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_AFFINE_KV_CFG max
  *[kv]_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on bias[-2=null -4=null type=static]
  default: off
NVFP4_KV_CFG max
  *[kv]_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  default: off
NVFP4_FP8_MHA_CONFIG max
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *output_quantizer: off
  *q_bmm_quantizer: e4m3
  *k_bmm_quantizer: e4m3
  *v_bmm_quantizer: e4m3
  *softmax_quantizer: e4m3
  transformer_blocks*bmm2_output_quantizer: e4m3
  default: off
NVFP4_KV_ROTATE_CFG max
  *q_bmm_quantizer: off rotate=true
  *k_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on rotate=true
  *v_bmm_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
NVFP4_SVDQUANT_DEFAULT_CFG method=svdquant lowrank=32
  *weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
W4A8_NVFP4_FP8_CFG max
  *weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e4m3] on
  *input_quantizer: e4m3 on
  @disabled
MXFP4_MLP_WEIGHT_ONLY_CFG null
  *mlp*weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  *block_sparse_moe*weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e8m0] on
  @disabled
NVFP4_MLP_WEIGHT_ONLY_CFG max
  *mlp*weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e4m3] on
  *block_sparse_moe*weight_quantizer: e2m1 blocks[-1=32 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_EXPERTS_ONLY_CFG max
  *mlp.experts*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *mlp.experts*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *block_sparse_moe*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *block_sparse_moe*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_MLP_ONLY_CFG max
  *mlp*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *mlp*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *block_sparse_moe*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *block_sparse_moe*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
NVFP4_OMLP_ONLY_CFG max
  *o_proj*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *o_proj*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *mlp*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *mlp*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *block_sparse_moe*weight_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  *block_sparse_moe*input_quantizer: e2m1 blocks[-1=16 type=dynamic scale_bits=e4m3] on
  @disabled
`,
}
