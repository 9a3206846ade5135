import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { HydraconfError } from '@hydraconf/core'
import { expect, test } from 'vitest'
import {
  equalLiteral,
  fromTypedJson,
  type LocalFiles,
  loadConfig,
  loadRecipe,
  releaseNamed,
  type TypedJson,
  toTypedJson,
} from '../index.js'

/**
 * What ModelOpt itself answered, recorded by `scripts/ask-recipes.py`. To record again: HYDRACONF_MODELOPT_PYTHON names a Python
 * that has ModelOpt 0.47.0.
 */
const RECORDED = fileURLToPath(new URL('../../scripts/asked-recipes.json', import.meta.url))

interface Question {
  readonly files: Readonly<Record<string, string>>
  readonly recipe?: string
  readonly config?: string
  readonly overrides?: readonly string[]
}

const sections = (type: string, body: string): Question => ({
  files: { 'r.yaml': `metadata: {recipe_type: speculative_${type}}\n${body}\n` },
  recipe: 'r.yaml',
})
const overridden = (question: Question, ...overrides: readonly string[]): Question => ({ ...question, overrides })
const named = (schema: string, text: string): readonly Question[] => [
  { files: { 'a.yaml': `# modelopt-schema: ${schema}\n${text}\n` }, config: 'a' },
  {
    files: {
      'n.yaml': `# modelopt-schema: ${schema}\n${text}\n`,
      'a.yaml': 'imports: {n: n}\nmine: {$import: n}\n',
    },
    config: 'a',
  },
]

const QUESTIONS: readonly Question[] = [
  sections('eagle', 'eagle: {}'),
  sections('eagle', 'eagle: {eagle_decoder_type: kimik2, eagle_ttt_steps: "5", eagle_base_lora_alpha: 8}'),
  sections('eagle', 'eagle: {eagle_ttt_step: 3}'),
  sections('eagle', 'eagle: {eagle_ttt_steps: 3.5}'),
  sections('eagle', 'eagle: {eagle_report_acc: maybe}'),
  sections('eagle', 'eagle: {eagle_base_lora_target_modules: [q_proj]}'),
  sections('eagle', 'eagle: {eagle_base_lora_target_modules: q_proj}'),
  sections('eagle', 'eagle: {eagle_architecture_config: {rope_scaling: {rope_type: llama3}}}'),
  sections('eagle', 'eagle: {eagle_architecture_config: {rope_scaling: {type: default}}}'),
  sections(
    'eagle',
    'eagle: {eagle_architecture_config: {rope_scaling: {rope_type: llama3}}, eagle_export_rope_scaling: {}}',
  ),
  sections('eagle', 'eagle: null'),
  sections('eagle', 'eagle: {}\ndflash: {}'),
  sections('eagle', 'eagle: {}\ndata: {offline_data_path: a, mode: online}'),
  sections('eagle', 'eagle: {}\ndata: {streaming_server_url: a}'),
  sections('eagle', 'eagle: {}\ndata: {streaming_server_url: a, streaming_model_name: b}'),
  sections('eagle', 'eagle: {}\ndata: {streaming_server_url: a, streaming_model_name: b, offline_data_path: c}'),
  ...['-1', '0', '-2', '5', '"7"', 'true'].map((size) => sections('eagle', `eagle: {}\ndata: {sample_size: ${size}}`)),
  sections('eagle', 'eagle: {}\ndata: {mode: sideways}'),
  sections('eagle', 'eagle: {}\ndata: {streaming_prefetch: 3}'),
  sections('eagle', 'eagle: {}\ndata: {final_aux_is_base_hidden: yes}'),
  sections('eagle', 'eagle: {}\ntraining: {learning_rate: 1e-3, training_seq_len: 4096}'),
  sections('eagle', 'eagle: {}\ntraining: {cp_size: null}'),
  sections('eagle', 'eagle: {}\nmodel: {model_name_or_path: null}'),
  sections('eagle', 'eagle: {}\nmodel: {name: x}'),
  sections('dflash', 'dflash: {}'),
  sections('dflash', 'dflash: {dflash_swa_window_size: 4}'),
  sections('dflash', 'dflash: {dflash_swa_window_size: 8}'),
  sections('dflash', 'dflash: {dflash_swa_window_size: 8, dflash_block_size: 16}'),
  ...['0', '0.001', '1', '1.5'].map((alpha) => sections('dflash', `dflash: {dflash_dpace_alpha: ${alpha}}`)),
  ...['-0.1', '0', '1', '1.1'].map((start) => sections('dflash', `dflash: {dflash_lambda_base_start: ${start}}`)),
  ...['0', '1'].map((ratio) => sections('dflash', `dflash: {dflash_lambda_base_decay_ratio: ${ratio}}`)),
  ...['-1', '0', '100'].map((alpha) => sections('dflash', `dflash: {dflash_ce_loss_alpha: ${alpha}}`)),
  sections('dflash', 'dflash: {dflash_loss_objective: other}'),
  sections('dflash', 'dflash: {dflash_draft_attention: causal, dflash_mask_token_id: 5, dflash_offline: true}'),
  sections('medusa', 'medusa: {}'),
  sections('medusa', 'medusa: {medusa_num_heads: 4, heads: 1}'),
  sections('medusa', 'medusa: {medusa_num_heads: -4}'),
  overridden(sections('medusa', 'medusa: {}'), 'medusa.medusa_num_heads=5'),
  overridden(sections('eagle', 'eagle: {}'), 'eagle.eagle_ttt_steps=7'),
  overridden(
    sections('eagle', 'eagle: {eagle_ttt_steps: 2}'),
    'training.learning_rate=1e-3',
    'model.trust_remote_code=on',
  ),
  overridden(sections('eagle', 'eagle: {}'), 'data.offline_data_path=/d'),
  overridden(sections('eagle', 'eagle: {}\ndata: {offline_data_path: a}'), 'data.offline_data_path='),
  overridden(sections('eagle', 'eagle: {}'), 'data.sample_size=0'),
  overridden(sections('eagle', 'eagle: {}'), 'eagle.eagle_offline=true'),
  overridden(sections('eagle', 'eagle: {}'), 'eagle.none=1'),
  overridden(sections('dflash', 'dflash: {}\ntraining: {lr: 1}'), 'dflash.dflash_block_size=16'),
  overridden(sections('dflash', 'dflash: {dflash_swa_window_size: 8}'), 'dflash.dflash_block_size=16'),
  ...named('modelopt.torch.speculative.config.EagleConfig', '{eagle_ttt_steps: 3}'),
  ...named('modelopt.torch.speculative.config.EagleConfig', '{ttt: 3}'),
  ...named('modelopt.torch.speculative.plugins.hf_training_args.TrainingArguments', '{lr: 3}'),
  ...named('modelopt.nowhere.X', '{}'),
  ...named('modelopt.torch.nowhere.X', '{}'),
  ...named('modelopt.torch.quantization.config.Nope', '{}'),
  ...named('modelopt.torch.quantization.config.QuantizeConfig.Inner', '{}'),
  ...named('modelopt.torch.quantization.config', '{}'),
  ...named('modelopt.Nope', '{}'),
  ...named('modelopt.', '{}'),
  ...named('modelopt', '{}'),
  ...named('torch.nn.Linear', '{}'),
]

interface Answer {
  readonly result?: TypedJson
  readonly error?: string
}

const python = process.env.HYDRACONF_MODELOPT_PYTHON
const answers: readonly Answer[] = python === undefined ? recorded() : asked(python)
const release = releaseNamed('0.47.0')

test('every question was asked', () => {
  expect(answers.length).toBe(QUESTIONS.length)
})

test.each(QUESTIONS.map((question, at) => [shown(question), question, answers[at]!] as const))(
  'as ModelOpt: %s',
  (_, question, answer) => {
    if (answer.error !== undefined)
      expect(() => ours(question)).toThrow(expect.objectContaining({ type: ERRORS[answer.error] }))
    else {
      const made = ours(question)
      expect(equalLiteral(made, fromTypedJson(answer.result!)) ? answer.result : toTypedJson(made)).toEqual(
        answer.result,
      )
    }
  },
)

/** A bare ValueError of Python is the nearest class of ours. */
const ERRORS: Readonly<Record<string, string>> = {
  ValueError: 'ConfigValueError',
  ValidationError: 'ValidationError',
  ModuleNotFoundError: 'ModuleNotFoundError',
}

function ours({ files, recipe, config, overrides = [] }: Question) {
  const local: LocalFiles = { read: (path) => files[path], isFolder: () => false }
  const library = { release, local }
  return recipe === undefined ? loadConfig(config!, library).config : loadRecipe(recipe, { library, overrides }).config
}

function shown({ files, overrides = [] }: Question): string {
  return [...Object.values(files).map((text) => text.trim()), ...overrides].join(' | ').replaceAll('\n', '; ')
}

test('a refusal says where it is', () => {
  const refusedAt = (question: Question) => {
    try {
      ours(question)
      return 'accepted'
    } catch (error) {
      return error instanceof HydraconfError ? error.message : String(error)
    }
  }
  expect(refusedAt(sections('eagle', 'eagle:\n  eagle_ttt_step: 3'))).toMatch(
    /EagleConfig.*has no such key.*r\.yaml:3:19/s,
  )
  expect(refusedAt(named('modelopt.torch.quantisation.config.QuantizeConfig', '{}')[0]!)).toMatch(
    /modelopt\.torch\.quantisation\.config.*a\.yaml:1:.*Did you mean modelopt\.torch\.quantization\.config\?/s,
  )
})

function recorded(): readonly Answer[] {
  return JSON.parse(readFileSync(RECORDED, 'utf8')).answers
}

function asked(command: string): readonly Answer[] {
  const script = fileURLToPath(new URL('../../scripts/ask-recipes.py', import.meta.url))
  const { stdout, stderr } = spawnSync(command, [script], {
    input: JSON.stringify(QUESTIONS),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (stdout === '') throw new Error(stderr)
  const said: { readonly modelopt: string; readonly answers: readonly Answer[] } = JSON.parse(stdout)
  const lines = said.answers.map((answer) => JSON.stringify(answer))
  writeFileSync(RECORDED, `{\n"modelopt": "${said.modelopt}",\n"answers": [\n${lines.join(',\n')}\n]\n}\n`)
  return said.answers
}
