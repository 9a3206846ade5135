import { entriesOf, HydraconfError, type MapValue, nearest, type Origin, raise, type Value } from '@hydraconf/core'
import { configFor } from '../export/export-config.js'
import { type Format, formatOf, resolveFormat } from '../format/formats.js'
import { GROUP } from '../group/option-files.js'
import { literalOfValue } from '../literal/from-value.js'
import { Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { valueAt } from '../literal/value-at.js'
import { applyOverlay } from '../overlay/apply-overlay.js'
import { applyOverlayToList } from '../overlay/apply-overlay-to-list.js'
import type { LocalFiles } from '../recipe/library.js'
import type { RecipeNote } from '../recipe/load-config.js'
import { loadRecipe, type Recipe } from '../recipe/load-recipe.js'
import type { Release } from '../release/release.js'
import { releaseNamed } from '../release/stored-releases.js'
import type { ModelOpt } from '../release/version.js'
import { baseNamedTwice, notInConfig, overlayWithoutOverrides, recipeNotPtq } from './messages.js'

/** What a composed config asks for: a base format, and an overlay on it. */
export interface Study {
  readonly release: Release
  readonly modelopt: ModelOpt
  readonly pair: { readonly name: string; readonly origin: Origin }
  readonly format: Format
  readonly formatOrigin: Origin
  readonly overlay: {
    readonly name: string
    readonly overrides: Dict
    readonly value: Value | undefined
    readonly origin: Origin
  }
  /** The base format for this release, without the overlay. */
  readonly base: Dict
  /** With it: what ModelOpt is given. */
  readonly effective: Dict
  /** What is worth knowing of the recipe, where the pair names one. */
  readonly notes: readonly RecipeNote[]
}

export interface StudyOptions {
  readonly release: Release
  /** Where the pair and the overlay are in the config; the groups' own names unless a defaults list put them elsewhere. */
  readonly pairKey?: string
  readonly overlayKey?: string
  /** Name of the overlay where several options were chosen together; the config itself keeps only the last one's. */
  readonly overlayName?: string | undefined
  /** Where a recipe may be beside the library: the working directory. */
  readonly local?: LocalFiles | undefined
}

/**
 * Reads the pair and the overlay out of a composed, resolved config and lays one on the other. A pair names a format
 * (`format_name`), or a recipe (`recipe`).
 *
 * A format that the release does not have, or has only as a custom one that cannot be derived for it, is taken from
 * 0.40.0 and converted with its meaning kept.
 *
 * @throws HydraconfError `ConfigKeyError` when the config has no pair, or its overlay no overrides, `ConfigValueError` for an
 * unknown format, and whatever `loadRecipe` and `applyOverlay` refuse
 */
export function studyOf(config: MapValue, options: StudyOptions): Study {
  const { release, pairKey = 'quant_pair', overlayKey = GROUP } = options
  const pair = valueAt(config, [pairKey])
  const base = baseOf(pair, pairKey, options)
  const name = valueAt(config, [pairKey, 'name'])
  const group = valueAt(config, [overlayKey])
  const overrides = overridesOf(group, overlayKey)
  const overlayName = valueAt(config, [overlayKey, 'name'])
  const overlay = overrides === undefined ? new Dict() : literalOfValue(overrides)
  return {
    release,
    modelopt: release.modelopt,
    pair: { name: name?.kind === 'str' ? name.value : base.format.name, origin: pair!.origin },
    format: base.format,
    formatOrigin: base.origin,
    overlay: {
      name: options.overlayName ?? (overlayName?.kind === 'str' ? overlayName.value : 'default'),
      overrides: isDict(overlay) ? overlay : new Dict(),
      value: overrides,
      origin: (overrides ?? group ?? pair!).origin,
    },
    base: base.config,
    effective: overlaidAt(base.config, overlay, overrides),
    notes: base.notes,
  }
}

interface Base {
  readonly format: Format
  readonly config: Dict
  readonly origin: Origin
  readonly notes: readonly RecipeNote[]
}

function baseOf(pair: Value | undefined, key: string, { release, local }: StudyOptions): Base {
  const format = valueAt(pair, ['format_name'])
  const recipe = valueAt(pair, ['recipe'])
  if (format?.kind === 'str' && recipe?.kind === 'str') throw raise(baseNamedTwice(key), recipe.origin)
  if (recipe?.kind === 'str') return recipeBase(recipe.value, recipe.origin, release, local)
  if (format?.kind !== 'str') throw raise(notInConfig(`${key}.format_name`), (format ?? pair)?.origin)
  const found = formatFor(format.value, release, format.origin)
  return { format: found, config: convertedFor(found.config, release.modelopt), origin: format.origin, notes: [] }
}

/** The release's own, or 0.40.0's, whose formats the pipeline was written for. */
function formatFor(name: string, release: Release, origin: Origin): Format {
  const found = formatOf(name, release) ?? formatOf(name, releaseNamed('0.40.0'))
  return found ?? resolveFormat(name, release, origin)
}

function recipeBase(name: string, origin: Origin, release: Release, local: LocalFiles | undefined): Base {
  const recipe = keptRecipe(name, release, local)
  const config = recipe.config.get('quantize')
  if (recipe.type !== 'ptq' || !isDict(config)) throw raise(recipeNotPtq(name, recipe.type), origin)
  const { modelopt, provenance } = release
  return { format: { name, modelopt, config, kind: 'recipe', provenance }, config, origin, notes: recipe.notes }
}

/** A sweep asks for the same recipe job after job, from the same library and the same folder. */
function keptRecipe(name: string, release: Release, local: LocalFiles | undefined): Recipe {
  const place = local ?? release
  const recipes = kept.get(place) ?? new Map<string, Recipe>()
  kept.set(place, recipes)
  const id = `${release.modelopt}\n${name}`
  const recipe = recipes.get(id) ?? loadRecipe(name, { library: { release, local } })
  recipes.set(id, recipe)
  return recipe
}

const kept = new WeakMap<object, Map<string, Recipe>>()

function convertedFor(config: Dict, modelopt: ModelOpt): Dict {
  const known = converted.get(config)
  if (known?.modelopt === modelopt) return known.config
  const made = configFor(config, modelopt)
  converted.set(config, { modelopt, config: made })
  return made
}

const converted = new WeakMap<Dict, { readonly modelopt: ModelOpt; readonly config: Dict }>()

/** A group that is there says what it overrides: a misspelt key must not pass for "nothing". */
function overridesOf(group: Value | undefined, key: string): Value | undefined {
  if (group === undefined) return undefined
  const overrides = valueAt(group, [OVERRIDES])
  if (overrides !== undefined || group.kind !== 'map') return overrides
  const keys = [...entriesOf(group)].map(([each]) => String(each))
  throw raise(overlayWithoutOverrides(key, nearest(OVERRIDES, keys)[0]), group.origin)
}

const OVERRIDES = 'quant_cfg_overrides'

/** The same, with what is refused said at the place in the overlay. */
function overlaidAt(base: Dict, overlay: Literal, value: Value | undefined): Dict {
  try {
    return overlaid(base, overlay)
  } catch (error) {
    if (!(error instanceof HydraconfError) || error.origin !== undefined) throw error
    const { type, code, summary: message, advice } = error
    throw raise({ type, code, message, advice }, refusedPart(base, overlay, value)?.origin)
  }
}

/** What the overlay says of the first pattern with which it is refused; all of it where that is no mapping. */
function refusedPart(base: Dict, overlay: Literal, value: Value | undefined): Value | undefined {
  if (!isDict(overlay)) return value
  const pattern = overlay.keys().find((key) => {
    try {
      overlaid(base, new Dict([[key, overlay.get(key)!]]))
      return false
    } catch {
      return true
    }
  })
  return (pattern === undefined ? undefined : valueAt(value, [pattern as Literal])) ?? value
}

function overlaid(base: Dict, overlay: Literal): Dict {
  const options = { ownPatterns: true }
  return isList(base.get('quant_cfg'))
    ? applyOverlayToList(base, overlay, options)
    : applyOverlay(base, overlay, options)
}
