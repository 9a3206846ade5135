import { type Origin, raise, type Value } from '@hydraconf/core'
import { literalOfValue } from '../literal/from-value.js'
import type { Literal } from '../literal/literal.js'
import { readConfigFile } from './config-file.js'
import { type FoundFile, findConfig, isShadowing, type RecipeLibrary } from './library.js'
import * as refuse from './messages.js'
import { schemaNamed } from './modelopt-schemas.js'
import { type Resolving, resolveImports } from './resolve-imports.js'
import type { Schema } from './schema.js'
import { validate } from './validate.js'

/** A config of a library, composed. */
export interface LoadedConfig {
  /** What is set in it. */
  readonly config: Literal
  /** With every default, where its schema is known; else the same. */
  readonly whole: Literal
  /** The composed tree, whose values know where they were written. */
  readonly value: Value
  readonly notes: readonly RecipeNote[]
}

/** Something that ModelOpt lets pass and that is seldom meant. */
export interface RecipeNote {
  readonly code: string
  readonly message: string
  readonly origin: Origin
}

/**
 * A config file by name, composed with what it imports and held to the schema that its comment names, as ModelOpt's
 * `load_config` does. Without a schema nothing is checked.
 *
 * @throws HydraconfError `ConfigValueError`, or PyYAML's errors
 */
export function loadConfig(name: string, library: RecipeLibrary): LoadedConfig {
  const found = findConfig(name, library)
  if (found === undefined) throw raise(refuse.configNotFound(name))
  return composeFile(found, undefined, library)
}

/** A file that was found, composed and held to `schema`, or else to the one that its comment names. */
export function composeFile(found: FoundFile, schema: Schema | undefined, library: RecipeLibrary): LoadedConfig {
  const notes: RecipeNote[] = []
  const resolving: Resolving = { library, note: (code, message, origin) => notes.push({ code, message, origin }) }
  const file = readConfigFile(found.source)
  const declared = file.schema === undefined ? undefined : schemaNamed(file.schema)
  if (isShadowing(found, library)) {
    resolving.note(
      'shadows-built-in',
      `${found.source.name} of the working directory stands in front of ModelOpt's own`,
      file.origin,
    )
  }
  const chain = [{ file: found, origin: file.origin }]
  const value = resolveImports(file, schema ?? declared, chain, resolving)
  const effective = schema ?? declared
  if (effective === undefined) {
    const config = literalOfValue(value)
    return { config, whole: config, value, notes }
  }
  const { given, whole, problems } = validate(value, effective, library.release.modelopt)
  const [problem] = problems
  if (problem !== undefined)
    throw raise(refuse.notOfSchema(found.source.name, effective.name, problem, []), problem.origin)
  return { config: given, whole, value, notes }
}
