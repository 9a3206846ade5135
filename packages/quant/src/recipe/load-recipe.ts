import {
  fromDotlist,
  HydraconfError,
  loadYamlDocuments,
  type MapValue,
  merge,
  nearest,
  raise,
  type Source,
  type Value,
} from '@hydraconf/core'
import { literalOfValue } from '../literal/from-value.js'
import { Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { valueOfLiteral } from '../literal/to-value.js'
import { valueAt } from '../literal/value-at.js'
import { isSince, type ModelOpt } from '../release/version.js'
import { itemOf } from './config-file.js'
import { type FoundFile, fileInFolder, findRecipe, type RecipeLibrary } from './library.js'
import { composeFile, type LoadedConfig, type RecipeNote } from './load-config.js'
import * as refuse from './messages.js'
import { METADATA_SCHEMA, QUANTIZE, RECIPE_SCHEMAS, RECIPE_TYPES } from './modelopt-schemas.js'
import { validateLiteral } from './validate.js'

/** A recipe, composed. */
export interface Recipe {
  /** `ptq`, `auto_quantize`, ... */
  readonly type: string
  /** What is set in it; with overrides every field, since they are laid over the whole recipe. */
  readonly config: Dict
  /** The composed tree before overrides, whose values know where they were written. */
  readonly value: Value
  readonly notes: readonly RecipeNote[]
}

export interface RecipeOptions {
  /** `key.path=value`, by the rules of OmegaConf's dotlist. */
  readonly overrides?: readonly string[]
  readonly library: RecipeLibrary
}

/**
 * A recipe by name (`general/ptq/fp8_default-kv_fp8`) or path, as ModelOpt's `load_recipe` reads it: a file, or a folder
 * with `metadata` and `quantize` in it.
 *
 * Overrides are laid over the recipe as it was composed and checked, with all defaults filled in, and the result is checked
 * again. In them nothing is a pair of bits (`num_bits: e4m3` stays a text), and an item of a list cannot be reached.
 *
 * @throws HydraconfError `ConfigValueError`; `ValidationError` for what overrides make invalid; PyYAML's errors
 */
export function loadRecipe(name: string, { overrides = [], library }: RecipeOptions): Recipe {
  const { modelopt } = library.release
  if (!isSince(modelopt, '0.45')) throw raise(refuse.recipesSince(modelopt))
  const found = findRecipe(withoutOldPrefix(name, modelopt), library)
  if (found === undefined) throw raise(refuse.recipeNotFound(name, similar(name, library)))
  if ('folder' in found) return recipeInFolder(found.folder, overrides, library)
  const type = typeOf(found, library)
  const loaded = composeFile(found, RECIPE_SCHEMAS[type]!, library)
  const recipe = { type, value: loaded.value, notes: [...loaded.notes, ...legacyNotes(loaded)] }
  if (overrides.length === 0) return { ...recipe, config: derived(type, loaded.config as Dict) }
  const config = overridden(type, loaded.whole as Dict, overrides, library)
  return { ...recipe, config, notes: [...recipe.notes, ...overrideNotes(config, overrides)] }
}

/** Recipes of one model were under `huggingface/models` until 0.46; later releases still take that name. */
function withoutOldPrefix(name: string, modelopt: ModelOpt): string {
  const old = 'huggingface/models/'
  return isSince(modelopt, '0.47') && name.replaceAll('\\', '/').startsWith(old)
    ? `models/${name.slice(old.length)}`
    : name
}

/** The type in the file itself, before anything is imported; its section must be there too. */
function typeOf({ source }: FoundFile, { release }: RecipeLibrary): string {
  const raw = onlyDocument(source)
  const metadata = raw?.kind === 'map' ? itemOf(raw, 'metadata') : undefined
  const type = metadata?.kind === 'map' ? itemOf(metadata, 'recipe_type') : undefined
  const known = Object.entries(RECIPE_TYPES).filter(
    ([, { since }]) => since === undefined || isSince(release.modelopt, since),
  )
  const found = type?.kind === 'str' ? known.find(([name]) => name === type.value) : undefined
  if (found === undefined) {
    throw raise(
      refuse.recipeWithoutType(known.map(([name]) => name)),
      (type ?? metadata ?? raw)?.origin ?? { source, start: 0, end: 0 },
    )
  }
  const [name, { section }] = found
  if (itemOf(raw as MapValue, section) === undefined)
    throw raise(refuse.recipeWithoutSection(name, section), raw!.origin)
  return name
}

/** A recipe is one document: ModelOpt looks into it with a loader that refuses a second one. */
function onlyDocument(source: Source): Value | undefined {
  const documents = loadYamlDocuments(source)
  if (documents.length > 1) {
    throw raise(
      { type: 'ComposerError', code: 'several-documents', message: 'A recipe is a single YAML document.' },
      documents[1]!.origin,
    )
  }
  return documents[0] as Value | undefined
}

/** What ModelOpt sets by itself in recipes for draft models: the mode that the sources of the data mean, and what follows. */
function derived(type: string, recipe: Dict): Dict {
  if (!type.startsWith('speculative_')) return recipe
  const data = recipe.get('data')
  const mode = isDict(data) ? modeOf(data) : 'online'
  const withMode = isDict(data) ? recipe.with('data', data.with('mode', mode)) : recipe
  const section = { speculative_eagle: 'eagle', speculative_dflash: 'dflash' }[type]
  const settings = section === undefined ? undefined : recipe.get(section)
  return section !== undefined && isDict(settings)
    ? withMode.with(section, settings.with(`${section}_offline`, mode !== 'online'))
    : withMode
}

function modeOf(data: Dict): string {
  const has = (key: string) => (data.get(key) ?? null) !== null
  if (has('offline_data_path')) return 'offline'
  return has('streaming_server_url') ? 'streaming' : 'online'
}

function overridden(type: string, whole: Dict, overrides: readonly string[], library: RecipeLibrary): Dict {
  const wrong = overrides.find((text) => !text.includes('='))
  if (wrong !== undefined) throw raise(refuse.overrideWithoutValue(wrong))
  const merged = laidOver(whole, overrides)
  const { given, problems } = validateLiteral(merged, RECIPE_SCHEMAS[type]!, library.release.modelopt)
  const [problem] = problems
  if (problem !== undefined) {
    throw raise(refuse.overrideInvalid({ key: problem.path.map(String).join('.'), message: problem.message }))
  }
  return derived(type, given as Dict)
}

function laidOver(whole: Dict, overrides: readonly string[]): Literal {
  const given = fromDotlist(overrides)
  try {
    return literalOfValue(merge(valueOfLiteral(whole) as MapValue, given))
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    throw raise(refuse.overrideNotMerged(overrides, error.summary))
  }
}

function recipeInFolder(folder: string, overrides: readonly string[], library: RecipeLibrary): Recipe {
  if (overrides.length > 0) throw raise(refuse.folderTakesNoOverrides())
  const part = (section: string): FoundFile => {
    const found = fileInFolder(folder, section, library)
    if (found === undefined) throw raise(refuse.folderWithout(folder, section))
    return found
  }
  const metadata = composeFile(part('metadata'), METADATA_SCHEMA, library)
  const type = (metadata.config as Dict).get('recipe_type')
  if (type !== 'ptq') throw raise(refuse.folderNotPtq(String(type)))
  const quantize = composeFile(part('quantize'), QUANTIZE, library)
  return {
    type,
    config: new Dict([
      ['metadata', metadata.config],
      ['quantize', quantize.config],
    ]),
    value: quantize.value,
    notes: [...metadata.notes, ...quantize.notes],
  }
}

/** A quant_cfg in the old dict form whose `default` ends up last, and switches everything off. */
function legacyNotes({ value }: LoadedConfig): readonly RecipeNote[] {
  const quantCfg = valueAt(value, ['quantize', 'quant_cfg'])
  if (quantCfg?.kind !== 'map') return []
  const keys = [...quantCfg.items.keys()]
  const off = valueAt(quantCfg, ['default', 'enable'])
  if (off?.kind !== 'bool' || off.value || keys.indexOf('default') !== keys.length - 1 || keys.length === 1) return []
  const message =
    "quant_cfg is in the old form, a mapping; ModelOpt reads it in order, so that 'default: {enable: false}', which stands last, disables everything"
  return [{ code: 'default-disables-all', message, origin: off.origin }]
}

/** Bits that came as a text: they are pairs only in files. */
function overrideNotes(config: Dict, overrides: readonly string[]): readonly RecipeNote[] {
  const texts = textBits(config).filter((text) => /^e\d+m\d+$/i.test(text))
  const origin = {
    source: { kind: 'override', name: 'overrides', text: overrides.join(' ') } as const,
    start: 0,
    end: 0,
  }
  return [...new Set(texts)].map((text) => ({
    code: 'bits-as-text',
    message: `num_bits: ${text} came with an override and stays a text, which ModelOpt takes for the business of a backend: write [${/\d+/.exec(text)?.[0]}, ${/\d+$/.exec(text)?.[0]}]`,
    origin,
  }))
}

function textBits(literal: Literal): readonly string[] {
  if (isList(literal)) return literal.flatMap(textBits)
  if (!isDict(literal)) return []
  return [...literal.entries()].flatMap(([key, item]) =>
    key === 'num_bits' && typeof item === 'string' ? [item] : textBits(item),
  )
}

/** Recipes of the library whose names come close; files of `configs` are no recipes. */
function similar(name: string, { release }: RecipeLibrary): readonly string[] {
  const names = recipeNames(release.library.keys())
  const last = name
    .split('/')
    .at(-1)!
    .replace(/\.ya?ml$/, '')
  const byEnd = names.filter((each) => each.split('/').at(-1) === last)
  return byEnd.length > 0 ? byEnd.slice(0, 3) : nearest(name, names).slice(0, 3)
}

/** The recipes among the paths of a library. */
export function recipeNames(paths: Iterable<string>): readonly string[] {
  return [...paths].filter((path) => !path.startsWith('configs/')).map((path) => path.replace(/\.ya?ml$/, ''))
}
