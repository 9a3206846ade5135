import { type Dict, isDict, isTruthy, type Literal } from '../literal/literal.js'
import { BOOL, type Bounds, type Field, open, type Schema, TEXT } from './schema.js'

/** The sections of recipes that train a draft model for speculative decoding, as 0.45 to 0.47 have them. */

const flag = (fallback: boolean): Field => ({ schema: BOOL, fallback })
const int = (fallback: number, bounds: Bounds = {}): Field => ({
  schema: { kind: 'int', name: 'int', ...bounds },
  fallback,
})
const float = (fallback: number, bounds: Bounds = {}): Field => ({
  schema: { kind: 'float', name: 'float', ...bounds },
  fallback,
})
const words = (name: string, [first, ...others]: readonly [string, ...string[]]): Field => ({
  schema: { kind: 'words', name, words: [first, ...others] },
  fallback: first,
})
const maybe = (schema: Schema): Field => ({ schema, fallback: null, mayBeNull: true })
const maybeText = maybe(TEXT)
const maybeInt = maybe({ kind: 'int', name: 'int' })
const mapping = (name: string, fallback: object = {}): Field => ({ schema: open(name), fallback })

export const MODEL_ARGUMENTS: Schema = {
  kind: 'model',
  name: 'ModelArguments',
  fields: {
    model_name_or_path: { ...maybeText, fallback: 'TinyLlama/TinyLlama-1.1B-Chat-v1.0' },
    use_fake_base_for_offline: flag(false),
    trust_remote_code: flag(false),
  },
}

export const DATA_ARGUMENTS: Schema = {
  kind: 'model',
  name: 'DataArguments',
  refuse(data) {
    const [offline, streaming] = [isThere(data, 'offline_data_path'), isThere(data, 'streaming_server_url')]
    if (offline && streaming) return 'it has offline_data_path and streaming_server_url, of which one is meant'
    const needed = ['streaming_model_name', 'streaming_shared_storage_path'].filter((key) => data.has(key))
    const lacking = streaming ? needed.filter((key) => !isTruthy(data.get(key)!)) : []
    return lacking.length === 0 ? undefined : `with streaming_server_url it needs ${lacking.join(' and ')}`
  },
  fields: {
    // What the other fields say of where the data come from; what is written here counts for nothing.
    mode: maybe({ kind: 'words', name: 'mode', words: ['online', 'offline', 'streaming'] }),
    data_path: maybeText,
    offline_data_path: maybeText,
    lazy_preprocess: flag(true),
    draft_vocab_cache: maybeText,
    chat_template: maybeText,
    vlm_img_dir: maybeText,
    vlm_processor: maybeText,
    sample_size: { schema: { kind: 'int', name: 'int', from: -1, except: 0 }, fallback: -1 },
    streaming_server_url: maybeText,
    streaming_model_name: maybeText,
    streaming_prefetch: { ...int(64, { from: 1 }), until: '0.46' },
    streaming_shared_storage_path: { ...maybeText, until: '0.46' },
    final_aux_is_base_hidden: { ...flag(false), since: '0.47' },
  },
}

/** Whatever else is there is for the trainer of `transformers`. */
export const TRAINING_ARGUMENTS: Schema = {
  kind: 'model',
  name: 'TrainingArguments',
  mayHaveMore: true,
  fields: {
    training_seq_len: int(2048),
    estimate_ar: flag(false),
    ar_validate_steps: int(1000),
    answer_only_loss: flag(false),
    cp_size: int(1),
    dp_shard_size: maybeInt,
  },
}

export const EAGLE: Schema = {
  kind: 'model',
  name: 'EagleConfig',
  refuse(eagle) {
    const rope = mappingIn(mappingIn(eagle, 'eagle_architecture_config'), 'rope_scaling')
    const type = textIn(rope, 'rope_type') ?? textIn(rope, 'type')
    if (!isTruthy(eagle.get('eagle_export_rope_scaling')!) || type === undefined || type === 'default') return undefined
    return `eagle_export_rope_scaling is for a draft that is trained without scaling, and its rope_type is '${type}': set eagle_export_rope_scaling to {}`
  },
  fields: {
    eagle_offline: flag(false),
    eagle_hidden_state_distillation: flag(false),
    eagle_self_logit_distillation: flag(true),
    eagle_freeze_base_model: flag(true),
    eagle_report_acc: flag(true),
    eagle_reuse_base_decoder: flag(false),
    eagle_loss_decay_factor: float(0.9),
    eagle_architecture_config: mapping('eagle_architecture_config'),
    eagle_decoder_type: { schema: TEXT, fallback: 'llama' },
    eagle_ttt_steps: int(3),
    eagle_mix_hidden_states: flag(false),
    eagle_use_torch_compile: flag(true),
    eagle_enable_nvtx: flag(false),
    eagle_export_rope_scaling: mapping('eagle_export_rope_scaling', {
      rope_type: 'yarn',
      factor: { $float: '32.0' },
      original_max_position_embeddings: 2048,
    }),
    eagle_base_lora: flag(false),
    eagle_base_lora_rank: int(64),
    eagle_base_lora_alpha: float(16),
    eagle_base_lora_target_modules: maybe({ kind: 'items', name: 'list' }),
    eagle_base_lora_preservation_loss_weight: float(0.1),
    eagle_base_lora_warmup_steps: int(0),
    eagle_base_lora_start_layer: maybeInt,
    eagle_base_lora_logits_detach_prob: float(0.5),
  },
}

export const DFLASH: Schema = {
  kind: 'model',
  name: 'DFlashConfig',
  refuse(dflash) {
    const [window, block] = [dflash.get('dflash_swa_window_size') ?? null, dflash.get('dflash_block_size')!]
    return window !== null && window < block
      ? `dflash_swa_window_size is ${String(window)}, and a block has ${String(block)}: the window must hold one`
      : undefined
  },
  fields: {
    dflash_offline: flag(false),
    dflash_block_size: int(8),
    dflash_freeze_base_model: flag(true),
    dflash_self_logit_distillation: flag(true),
    dflash_loss_decay_factor: float(0),
    dflash_loss_objective: { ...words('dflash_loss_objective', ['dpace', 'decay']), since: '0.46' },
    dflash_dpace_alpha: { ...float(0.5, { above: 0, upTo: 1 }), since: '0.46' },
    dflash_num_anchors: int(512),
    dflash_report_acc: flag(true),
    dflash_mask_token_id: maybeInt,
    dflash_architecture_config: mapping('dflash_architecture_config'),
    dflash_use_torch_compile: flag(true),
    dflash_swa_window_size: { ...maybeInt, since: '0.46' },
    dflash_draft_attention: { ...words('dflash_draft_attention', ['bidirectional', 'causal']), since: '0.47' },
    dflash_attention_sink: { ...flag(false), since: '0.47' },
    dflash_init_checkpoint: { ...maybeText, since: '0.47' },
    dflash_export_rope_scaling: { ...mapping('dflash_export_rope_scaling'), since: '0.46' },
    dflash_lambda_base_start: { ...float(1, { from: 0, upTo: 1 }), since: '0.46' },
    dflash_lambda_base_decay_ratio: { ...float(1, { above: 0, upTo: 1 }), since: '0.46' },
    dflash_ce_loss_alpha: { ...float(0.1, { from: 0 }), since: '0.46' },
    dflash_l1_loss_alpha: { ...float(0.9, { from: 0 }), since: '0.46' },
    dflash_confidence_head_alpha: { ...float(0, { from: 0 }), since: '0.46' },
  },
}

export const MEDUSA: Schema = {
  kind: 'model',
  name: 'MedusaConfig',
  fields: { medusa_num_heads: int(2), medusa_num_layers: int(1) },
}

const isThere = (of: Dict, key: string): boolean => (of.get(key) ?? null) !== null

function mappingIn(of: Dict | undefined, key: string): Dict | undefined {
  const found: Literal | undefined = of?.get(key)
  return isDict(found) ? found : undefined
}

function textIn(of: Dict | undefined, key: string): string | undefined {
  const found = of?.get(key)
  return typeof found === 'string' && found !== '' ? found : undefined
}
