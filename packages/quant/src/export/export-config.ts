import { dictToList, listToDict } from '../convert/dict-list.js'
import { Dict, isDict, isList, isTuple, type Literal } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import { toTypedJson } from '../literal/typed-json.js'
import { type ModelOpt, styleOf } from '../release/version.js'
import { yamlText } from './yaml.js'

/**
 * An effective config `{quant_cfg, algorithm}` in the style of a ModelOpt release.
 *
 * @throws HydraconfError `ConfigValueError` where that style cannot say what the config says.
 */
export function configFor(config: Dict, modelopt: ModelOpt): Dict {
  const quantCfg = config.get('quant_cfg') ?? null
  const style = styleOf(modelopt)
  if (style === 'list' && isDict(quantCfg)) return config.with('quant_cfg', dictToList(quantCfg))
  if (style === 'dict' && isList(quantCfg)) return config.with('quant_cfg', listToDict(quantCfg))
  return config
}

export const EXPORT_FORMS = ['python', 'recipe', 'json', 'yaml', 'typed-json'] as const

export type ExportForm = (typeof EXPORT_FORMS)[number]

/**
 * A config as text. Each form is loaded by one line:
 *
 * | form | what | loads with |
 * |---|---|---|
 * | `python` | a literal | `ast.literal_eval(open(f).read())` |
 * | `recipe` | a recipe of ModelOpt 0.45 and newer | `modelopt.recipe.load_recipe(f)` |
 * | `json` | plain JSON: lists for tuples, and dimensions as texts | `json.load(open(f), object_hook=lambda d: {int(k) if k.lstrip('-').isdigit() else k: v for k, v in d.items()})` |
 * | `yaml` | the config alone, as ModelOpt's presets are written | `modelopt.recipe.load_config(f)` |
 * | `typed-json` | with `$tuple` and `$map`, as manifests have it | `fromTypedJson` of this package |
 */
export function exportText(config: Dict, form: ExportForm, description: string): string {
  switch (form) {
    case 'python':
      return `${pythonLiteral(config)}\n`
    case 'recipe':
      return `# ${RECIPE_SCHEMA}\n${yamlText(recipeOf(config, description))}`
    case 'yaml':
      return `# modelopt-schema: modelopt.torch.quantization.config.QuantizeConfig\n${yamlText(config)}`
    case 'json':
      return `${JSON.stringify(plainJson(config), null, 2)}\n`
    case 'typed-json':
      return `${JSON.stringify(toTypedJson(config), null, 2)}\n`
  }
}

/** ModelOpt takes lists for tuples; JSON has no keys but texts, so that dimensions have to be made ints again. */
function plainJson(literal: Literal): unknown {
  if (isDict(literal))
    return Object.fromEntries([...literal.entries()].map(([key, item]) => [String(key), plainJson(item)]))
  if (isList(literal)) return literal.map(plainJson)
  if (isTuple(literal)) return literal.items.map(plainJson)
  return typeof literal === 'bigint' ? Number(literal) : literal
}

const RECIPE_SCHEMA = 'modelopt-schema: modelopt.recipe.config.ModelOptPTQRecipe'

/** A config with what makes a recipe of it. */
export function recipeOf(config: Dict, description: string): Dict {
  return new Dict([
    [
      'metadata',
      new Dict([
        ['recipe_type', 'ptq'],
        ['description', description],
      ]),
    ],
    ['quantize', configFor(config, RECIPES_SINCE)],
  ])
}

/** The first release that reads recipes. */
const RECIPES_SINCE = '0.45'
