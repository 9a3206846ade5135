import { describeOrigin } from '@hydraconf/core'
import { yamlText } from '../export/yaml.js'
import { toTypedJson } from '../literal/typed-json.js'
import { loadConfig } from '../recipe/load-config.js'
import { loadRecipe, recipeNames } from '../recipe/load-recipe.js'
import type { CommandArguments } from './command-arguments.js'
import type { CommandHost } from './command-host.js'
import { releaseOf } from './settings.js'

/** `quant recipe`: the recipes of the release; `quant recipe NAME [key=value ...]`: one of them, composed. */
export function recipeCommand(args: CommandArguments, host: CommandHost): number {
  const release = releaseOf(args, host, NEWEST)
  const library = { release, local: host.local }
  const [name, ...overrides] = args.positionals
  if (name === undefined) {
    for (const each of recipeNames(release.library.keys())) host.out(`${each}\n`)
    return 0
  }
  // Presets and snippets are no recipes: they are shown as they are, composed.
  const isConfig = /^configs\//.test(name) && overrides.length === 0
  const { config, notes } = isConfig ? loadConfig(name, library) : loadRecipe(name, { overrides, library })
  host.out(args.json ? `${JSON.stringify(toTypedJson(config), null, 2)}\n` : yamlText(config))
  for (const { message, origin } of notes) host.err(`${describeOrigin(origin)}: note: ${message}\n`)
  return 0
}

/** Recipes came with 0.45: unless told otherwise they are read as the newest release has them. */
const NEWEST = '0.47'
