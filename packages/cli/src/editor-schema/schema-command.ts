import { dirname, join, relative, resolve, sep } from 'node:path'
import { folderOf, mainSource, treeFiles } from '@hydraconf/check'
import { type Environment, raise } from '@hydraconf/core'
import { appOf, type Host, makeDirectory, writeWhole } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { checkUpToDate, type GeneratedFile, isUpToDate, textOf } from '../generated-files.js'
import { settingsNotJson } from '../messages.js'
import { withModeline } from './modeline.js'
import { treeSchemas } from './tree-schemas.js'

/**
 * `hydraconf schema`: writes a JSON Schema for each folder of the tree, and says how an editor finds them. With `--check` it
 * gives 1 where what is there is not what would be written.
 */
export function schemaCommand({ flags, json, config }: CommandLine, { host, options }: CommandContext): number {
  const { environment } = appOf({ ...options, configName: undefined }, host, config)
  const dir = typeof flags.dir === 'string' ? flags.dir : USUAL_DIR
  const schemas = treeSchemas(environment)
  const files = schemas.map(({ folder, schema }) => ({
    path: join(dir, `${folder === '' ? 'configs' : folder.replaceAll('/', '.')}.json`),
    glob: `/${[shownFolder(environment, host), folder].filter((part) => part !== '').join('/')}/*.yaml`,
    text: `${JSON.stringify(schema, undefined, 2)}\n`,
  }))
  const named = flags.modelines
    ? configsNaming(
        schemas.map(({ folder }, at) => [folder, files[at]!.path]),
        environment,
        host,
      )
    : []
  if (flags.check) return checkUpToDate([...files, ...named], host)
  makeDirectory(resolve(host.cwd(), dir))
  for (const { path, text } of files) writeWhole(resolve(host.cwd(), path), text)
  const changed = named.filter((file) => !isUpToDate(file, host))
  for (const { path, text } of changed) writeWhole(resolve(host.cwd(), path), text)
  if (flags.modelines && !json) {
    host.out(`${files.length} schemas in ${dir}, ${changed.length} of ${named.length} configs changed to name theirs\n`)
    if (!flags.vscode) return 0
  }
  const settings = { 'yaml.schemas': Object.fromEntries(files.map(({ path, glob }) => [`./${path}`, [glob]])) }
  if (flags.vscode) writeSettings(settings, host)
  host.out(
    json || !flags.vscode
      ? `${JSON.stringify(settings, undefined, 2)}\n`
      : `${files.length} schemas in ${dir}, named in ${SETTINGS}\n`,
  )
  return 0
}

/** The configs of the tree as they are with a comment that names the schema of their folder. */
function configsNaming(
  schemas: readonly (readonly [folder: string, path: string])[],
  environment: Environment,
  host: Host,
): readonly GeneratedFile[] {
  const main = mainSource(environment)
  if (main === undefined) return []
  const schemaOf = new Map(schemas)
  return treeFiles(main).configs.flatMap((name) => {
    const path = relative(host.cwd(), join(folderOf(main), `${name}.yaml`))
    const schema = schemaOf.get(dirname(name) === '.' ? '' : dirname(name))
    const text = textOf(resolve(host.cwd(), path))
    if (schema === undefined || text === undefined) return []
    return [{ path, text: withModeline(text, relative(dirname(path), schema).split(sep).join('/')) }]
  })
}

const USUAL_DIR = '.hydraconf/schemas'
const SETTINGS = '.vscode/settings.json'

function shownFolder(environment: Environment, host: Host): string {
  const main = mainSource(environment)
  return main === undefined ? '' : relative(host.cwd(), folderOf(main))
}

/** Keeps what else is set. A file with comments is the user's to change: they would be lost. */
function writeSettings(settings: { readonly 'yaml.schemas': object }, host: Host): void {
  const path = resolve(host.cwd(), SETTINGS)
  const before = parsed(textOf(path) ?? '{}')
  const schemas = { ...(before['yaml.schemas'] as object | undefined), ...settings['yaml.schemas'] }
  makeDirectory(dirname(path))
  writeWhole(path, `${JSON.stringify({ ...before, 'yaml.schemas': schemas }, undefined, 2)}\n`)
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    throw raise(settingsNotJson({ file: SETTINGS }))
  }
}
