import { type Complaint, describeOrigin, type Origin } from '@hydraconf/core'

/** A file that was imported, and the place that imports it. */
export interface Link {
  readonly name: string
  readonly origin: Origin
}

export const severalSchemas = () =>
  complain('several-schemas', 'A second modelopt-schema comment: a config file is of one schema.')

export const tooManyDocuments = (count: number) =>
  complain('too-many-documents', `A config file has one YAML document, or a header and a body; this one has ${count}.`)

export const neitherMapNorList = (kind: string) =>
  complain('neither-map-nor-list', `A config file is a mapping or a list, not ${named(kind)}.`)

export const headerNotMap = (kind: string) =>
  complain('header-not-map', `The first of two documents is the header, a mapping; here it is ${named(kind)}.`)

export const schemaOutside = (path: string) =>
  complain(
    'schema-outside',
    `The schema '${path}' is outside of modelopt.`,
    'A schema comment names a type of ModelOpt: modelopt.torch.quantization.config.QuantizeConfig.',
  )

export const schemaUnknown = (path: string, known: readonly string[]) =>
  complain(
    'schema-unknown',
    `The schema '${path}' is not known.`,
    known.length === 0 ? undefined : `Did you mean ${known.slice(0, 3).join(' or ')}?`,
  )

export const schemaModuleUnknown = (module: string, near: string | undefined) =>
  complain(
    'schema-module-unknown',
    `The schema is in '${module}', and no module of that name is known.`,
    near === undefined ? undefined : `Did you mean ${near}?`,
    'ModuleNotFoundError',
  )

export const importsNotMap = (kind: string) =>
  complain('imports-not-map', `imports is a mapping from names to paths, not ${named(kind)}.`)

export const emptyImport = (name: string) => complain('import-empty', `The import '${name}' names no file.`)

export const importNotText = (name: string, kind: string) =>
  complain('import-not-text', `The import '${name}' must name a file, not be ${named(kind)}.`)

export const importNotFound = (name: string, path: string, chain: readonly Link[]) =>
  complain(
    'import-not-found',
    `The import '${name}' is not there: '${path}', with .yml or .yaml behind it, is neither in the working directory nor in ModelOpt's library.`,
    trail(chain, 'Imports are not looked for beside the file that has them.'),
  )

export const circularImport = (names: readonly string[]) =>
  complain('circular-import', `A circle of imports: ${names.join(' -> ')}.`)

export const importWithoutSchema = (name: string, file: string, chain: readonly Link[]) =>
  complain(
    'import-without-schema',
    `The import '${name}' (${file}) says of no schema that it is of it.`,
    trail(
      chain,
      'What is imported starts with a comment such as # modelopt-schema: modelopt.torch.quantization.config.QuantizerAttributeConfig',
    ),
  )

export const unknownImport = (name: string, known: readonly string[], chain: readonly Link[]) =>
  complain(
    'unknown-import',
    `$import '${name}': no import has that name.`,
    trail(chain, known.length === 0 ? 'This file declares no imports.' : `There are ${known.join(', ')}.`),
  )

export const importsInList = () =>
  complain('imports-in-list', 'Alone in a list, $import takes one name.', 'Write one item for each.', 'ConfigTypeError')

export const importedNoMap = (name: string, kind: string) =>
  complain('imported-no-map', `$import '${name}' stands in a mapping, and what it imports is ${named(kind)}.`)

export const importedNoList = (name: string, kind: string) =>
  complain('imported-no-list', `$import '${name}' is of a list's schema, and what it imports is ${named(kind)}.`)

export const listNotTyped = (name: string) =>
  complain(
    'list-not-typed',
    `$import '${name}' stands alone in a list of which no type is known.`,
    'It can be spliced into a list that the schema of the file types, such as quant_cfg.',
  )

export const wrongSchema = (name: string, got: string, list: string, element: string) =>
  complain(
    'wrong-schema',
    `$import '${name}' is ${got}; here it must be ${element} to be an item, or ${list} to be spliced in.`,
  )

export const notOfSchema = (
  file: string,
  schema: string,
  problem: { readonly message: string },
  chain: readonly Link[],
) => complain('not-of-schema', `${file} is no ${schema}: ${problem.message}.`, trail(chain))

export const configNotFound = (name: string) =>
  complain('config-not-found', `There is no config '${name}', in the working directory or in ModelOpt's library.`)

export const recipeNotFound = (name: string, near: readonly string[]) =>
  complain(
    'recipe-not-found',
    `There is no recipe '${name}', in ModelOpt's library or in the working directory.`,
    near.length === 0 ? undefined : `Did you mean ${near.join(', ')}?`,
  )

export const recipesSince = (modelopt: string) =>
  complain(
    'no-recipes',
    `ModelOpt ${modelopt} has no recipes as they are read here.`,
    'They came with 0.45: --modelopt 0.47.',
  )

export const recipeWithoutType = (known: readonly string[]) =>
  complain(
    'recipe-without-type',
    'A recipe says what it is in metadata.recipe_type, in the file itself.',
    `There are ${known.join(', ')}.`,
  )

export const recipeWithoutSection = (type: string, section: string) =>
  complain('recipe-without-section', `A recipe of type ${type} has a section '${section}', in the file itself.`)

export const folderTakesNoOverrides = () =>
  complain('folder-takes-no-overrides', 'A recipe that is a folder takes no overrides.', 'Write it as one file.')

export const folderWithout = (folder: string, section: string) =>
  complain('folder-without-section', `${folder} is a folder without ${section}.yml or ${section}.yaml.`)

export const folderNotPtq = (type: string) =>
  complain('folder-not-ptq', `A recipe that is a folder is of type ptq, not ${type}.`)

export const overrideWithoutValue = (text: string) =>
  complain(
    'override-without-value',
    `'${text}' is no override of a recipe: it has no '='.`,
    'Overrides of recipes are key.path=value; nothing can be deleted.',
  )

export const overrideNotMerged = (texts: readonly string[], why: string) =>
  complain(
    'override-not-merged',
    `The recipe does not take ${texts.join(' ')}: ${why}`,
    'An item of a list cannot be reached; a list is replaced whole (quantize.quant_cfg=[...]).',
    'ConfigTypeError',
  )

export const overrideInvalid = (problem: { readonly message: string; readonly key: string }) =>
  complain(
    'override-invalid',
    `With these overrides ${problem.key === '' ? 'the recipe' : problem.key} is not valid: ${problem.message}.`,
    undefined,
    'ValidationError',
  )

function trail(chain: readonly Link[], advice?: string): string | undefined {
  const links = [...chain].reverse().map(({ name, origin }) => `${name} is imported at ${describeOrigin(origin)}`)
  return [advice, ...links].filter((line) => line !== undefined).join('\n  ') || undefined
}

function complain(
  code: string,
  message: string,
  advice?: string,
  type: Complaint['type'] = 'ConfigValueError',
): Complaint {
  return { type, code, message, ...(advice === undefined ? {} : { advice }) }
}

const KINDS: Readonly<Record<string, string>> = {
  map: 'a mapping',
  list: 'a list',
  str: 'a text',
  int: 'an int',
  float: 'a float',
  bool: 'true or false',
  null: 'nothing',
}

function named(kind: string): string {
  return KINDS[kind] ?? `a ${kind}`
}
