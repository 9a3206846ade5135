import { nearest, raise } from '@hydraconf/core'
import { type Dict, isDict, isTruthy } from '../literal/literal.js'
import type { ModelOpt } from '../release/version.js'
import type { SchemaComment } from './config-file.js'
import { DATA_ARGUMENTS, DFLASH, EAGLE, MEDUSA, MODEL_ARGUMENTS, TRAINING_ARGUMENTS } from './draft-schemas.js'
import * as refuse from './messages.js'
import { ATTRIBUTES, BOOL, open, type Schema, TEXT } from './schema.js'

const BITS: Schema = { kind: 'float', name: 'float', above: 0, upTo: 16 }
const ENTRY: Schema = { kind: 'entry', name: 'QuantizerCfgEntry' }
const ENTRIES: Schema = { kind: 'list', name: 'list[QuantizerCfgEntry]', element: ENTRY }
const PATTERNS: Schema = { kind: 'list', name: 'list[str]', element: TEXT }

export const QUANTIZE: Schema = {
  kind: 'model',
  name: 'QuantizeConfig',
  fields: {
    quant_cfg: { schema: ENTRIES, fallback: [{ quantizer_name: '*', cfg: { num_bits: 8, axis: null } }] },
    algorithm: { schema: { kind: 'algorithm', name: 'algorithm' }, fallback: 'max' },
    effective_bits: { schema: BITS, fallback: null, mayBeNull: true, since: '0.46' },
  },
}
const FORMATS: Schema = { kind: 'list', name: 'list[QuantizeConfig]', element: QUANTIZE }

const DESCRIPTION = 'Model optimization recipe.'

/** Recipe types by the section that each must have, and the first release that knows them. */
export const RECIPE_TYPES: Readonly<Record<string, { readonly section: string; readonly since?: ModelOpt }>> = {
  ptq: { section: 'quantize' },
  auto_quantize: { section: 'auto_quantize', since: '0.46' },
  speculative_eagle: { section: 'eagle' },
  speculative_dflash: { section: 'dflash' },
  speculative_medusa: { section: 'medusa' },
}

const METADATA: Schema = {
  kind: 'model',
  name: 'RecipeMetadataConfig',
  fields: {
    recipe_type: { schema: { kind: 'words', name: 'RecipeType', words: Object.keys(RECIPE_TYPES) } },
    description: { schema: TEXT, fallback: DESCRIPTION },
  },
}

const PTQ_RECIPE: Schema = {
  kind: 'model',
  name: 'ModelOptPTQRecipe',
  fields: { metadata: { schema: METADATA }, quantize: { schema: QUANTIZE } },
}

const SEARCH_SPACE: Schema = {
  kind: 'model',
  name: 'AutoQuantizeModuleSearchSpace',
  fields: {
    module_name_patterns: { schema: { ...PATTERNS, least: 1 }, fallback: [] },
    candidate_formats: { schema: { ...FORMATS, least: 1 }, fallback: [] },
    allow_no_quant: { schema: BOOL, fallback: true },
  },
}

const AUTO_QUANTIZE: Schema = {
  kind: 'model',
  name: 'AutoQuantizeConfig',
  refuse: (given) =>
    has(given, 'candidate_formats') || has(given, 'module_search_spaces')
      ? undefined
      : 'it needs candidate_formats, or module_search_spaces with one entry at least',
  fields: {
    constraints: {
      schema: {
        kind: 'model',
        name: 'AutoQuantizeConstraints',
        fields: {
          effective_bits: { schema: BITS, fallback: 4.8 },
          cost_model: {
            schema: { kind: 'words', name: 'cost_model', words: ['weight', 'active_moe'] },
            fallback: 'weight',
          },
          cost: {
            schema: {
              kind: 'model',
              name: 'AutoQuantizeCost',
              fields: {
                active_moe_expert_ratio: {
                  schema: { kind: 'float', name: 'float', above: 0, upTo: 1 },
                  fallback: null,
                  mayBeNull: true,
                },
              },
            },
            fallback: null,
            mayBeNull: true,
          },
        },
      },
    },
    candidate_formats: { schema: FORMATS, fallback: [] },
    module_search_spaces: {
      schema: { kind: 'list', name: 'list[AutoQuantizeModuleSearchSpace]', element: SEARCH_SPACE },
      fallback: [],
    },
    auto_quantize_method: {
      schema: { kind: 'words', name: 'auto_quantize_method', words: ['gradient', 'kl_div'] },
      fallback: 'gradient',
    },
    score_size: { schema: { kind: 'int', name: 'int' }, fallback: 128 },
    disabled_layers: { schema: PATTERNS, fallback: [] },
    cost_excluded_layers: { schema: PATTERNS, fallback: [] },
    kv_cache: { schema: QUANTIZE, fallback: null, mayBeNull: true },
  },
}

const has = (given: Dict, key: string): boolean => isTruthy(given.get(key) ?? null)

const AUTO_QUANTIZE_RECIPE: Schema = {
  kind: 'model',
  name: 'ModelOptAutoQuantizeRecipe',
  refuse(given) {
    const search = given.get('auto_quantize')
    if (!isDict(search)) return undefined
    const isFixed = (given.get('quantize') ?? null) !== null
    const isGlobal = has(search, 'candidate_formats')
    if (isFixed && isGlobal) return 'with a fixed quantize section, auto_quantize.candidate_formats must be left out'
    if (isFixed && !has(search, 'module_search_spaces'))
      return 'with a fixed quantize section it needs auto_quantize.module_search_spaces'
    return isFixed || isGlobal ? undefined : 'without a fixed quantize section it needs auto_quantize.candidate_formats'
  },
  fields: {
    metadata: { schema: METADATA, fallback: { recipe_type: 'auto_quantize', description: DESCRIPTION } },
    quantize: { schema: QUANTIZE, fallback: null, mayBeNull: true },
    auto_quantize: { schema: AUTO_QUANTIZE },
  },
}

/** Recipes for training a draft model. */
const speculative = (name: string, type: string, section: string, schema: Schema): Schema => ({
  kind: 'model',
  name,
  fields: {
    metadata: { schema: METADATA, fallback: { recipe_type: type, description: DESCRIPTION } },
    model: { schema: MODEL_ARGUMENTS, fallback: {} },
    data: { schema: DATA_ARGUMENTS, fallback: {} },
    training: { schema: TRAINING_ARGUMENTS, fallback: {} },
    [section]: { schema, fallback: {} },
  },
})

export const RECIPE_SCHEMAS: Readonly<Record<string, Schema>> = {
  ptq: PTQ_RECIPE,
  auto_quantize: AUTO_QUANTIZE_RECIPE,
  speculative_eagle: speculative('ModelOptEagleRecipe', 'speculative_eagle', 'eagle', EAGLE),
  speculative_dflash: speculative('ModelOptDFlashRecipe', 'speculative_dflash', 'dflash', DFLASH),
  speculative_medusa: speculative('ModelOptMedusaRecipe', 'speculative_medusa', 'medusa', MEDUSA),
}

export { METADATA as METADATA_SCHEMA }

const QUANTIZATION = 'modelopt.torch.quantization.config'
const RECIPE = 'modelopt.recipe.config'

/** What a schema comment may name, by module. Configs of calibration algorithms are held to being mappings. */
const NAMED: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  [QUANTIZATION]: {
    QuantizeConfig: QUANTIZE,
    QuantizerAttributeConfig: ATTRIBUTES,
    QuantizerCfgEntry: ENTRY,
    QuantizerCfgListConfig: ENTRIES,
    QuantizeQuantCfgType: ENTRIES,
    QuantizeAlgoCfgType: { kind: 'algorithm', name: 'algorithm' },
    ...Object.fromEntries(
      [
        'RotateConfig CompressConfig LayerwiseConfig QuantizeAlgorithmConfig MaxCalibConfig MseCalibConfig',
        'LocalHessianCalibConfig SmoothQuantCalibConfig AWQLiteCalibConfig AWQClipCalibConfig AWQFullCalibConfig',
        'SVDQuantConfig GPTQCalibConfig NVFP4ActHeadroomCalibConfig LSQConfig',
      ]
        .flatMap((names) => names.split(' '))
        .map((name) => [name, open(name)]),
    ),
  },
  [RECIPE]: {
    RecipeMetadataConfig: METADATA,
    ModelOptPTQRecipe: PTQ_RECIPE,
    ModelOptAutoQuantizeRecipe: AUTO_QUANTIZE_RECIPE,
    ModelOptEagleRecipe: RECIPE_SCHEMAS.speculative_eagle!,
    ModelOptDFlashRecipe: RECIPE_SCHEMAS.speculative_dflash!,
    ModelOptMedusaRecipe: RECIPE_SCHEMAS.speculative_medusa!,
    AutoQuantizeConfig: AUTO_QUANTIZE,
    AutoQuantizeModuleSearchSpace: SEARCH_SPACE,
    LayerPatternList: PATTERNS,
    ModelOptRecipeBase: { kind: 'model', name: 'ModelOptRecipeBase', fields: { metadata: { schema: METADATA } } },
  },
  'modelopt.torch.speculative.config': { EagleConfig: EAGLE, DFlashConfig: DFLASH, MedusaConfig: MEDUSA },
  'modelopt.torch.speculative.plugins.hf_training_args': {
    ModelArguments: MODEL_ARGUMENTS,
    DataArguments: DATA_ARGUMENTS,
    TrainingArguments: TRAINING_ARGUMENTS,
  },
}

/**
 * The type that a schema comment names.
 *
 * @throws HydraconfError `ConfigValueError` for a name outside of `modelopt`, and for a type that is not known;
 * `ModuleNotFoundError` for one in a module that is not known
 */
export function schemaNamed({ name: path, origin }: SchemaComment): Schema {
  if (!path.startsWith('modelopt.')) throw raise(refuse.schemaOutside(path), origin)
  const dot = path.lastIndexOf('.')
  const module = path.slice(0, dot)
  const schema = NAMED[module]?.[path.slice(dot + 1)]
  if (schema !== undefined) return schema
  if (!path.endsWith('.') && !isModule(module)) {
    const near = nearest(module, Object.keys(NAMED))[0]
    throw raise(refuse.schemaModuleUnknown(module, near), origin)
  }
  const known = Object.entries(NAMED).flatMap(([each, names]) => Object.keys(names).map((name) => `${each}.${name}`))
  throw raise(refuse.schemaUnknown(path, nearest(path, known)), origin)
}

/** A module that types are known of, or a package around one. */
function isModule(name: string): boolean {
  return Object.keys(NAMED).some((module) => module === name || module.startsWith(`${name}.`))
}
