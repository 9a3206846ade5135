import { basename, dirname, resolve } from 'node:path'
import { folderOf, mainSource } from '@hydraconf/check'
import { HydraconfError } from '@hydraconf/core'
import { appOf, errorText, makeDirectory, watchFolder, writeWhole } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { checkUpToDate, type GeneratedFile, isUpToDate } from '../generated-files.js'
import { treeTypes } from './tree-types.js'

/**
 * `hydraconf types`: writes TypeScript types of the tree, anew with each change when it watches. With `--check` it gives 1 where
 * what is there is not what would be written.
 */
export async function typesCommand(line: CommandLine, context: CommandContext): Promise<number> {
  const { flags } = line
  const { host } = context
  if (flags.check) return checkUpToDate([typesFile(line, context)], host)
  const folder = writeTypes(line, context)
  if (!flags.watch || folder === undefined) return 0
  watchFolder(
    folder,
    (file) => {
      if (file === undefined || file.endsWith('.yaml')) saying(() => writeTypes(line, context), context)
    },
    (error) => host.err(`Cannot follow ${folder}: ${(error as Error).message}\n`),
  )
  // Until the process is ended.
  return new Promise(() => {})
}

/** Gives the folder of the tree; undefined where it has none of its own. */
function writeTypes(line: CommandLine, context: CommandContext): string | undefined {
  const { host } = context
  const file = typesFile(line, context)
  const { path, text, folder } = file
  if (isUpToDate(file, host)) return folder
  const full = resolve(host.cwd(), path)
  makeDirectory(dirname(full))
  writeWhole(full, text)
  host.out(`${path}\n`)
  return folder
}

interface TypesFile extends GeneratedFile {
  readonly folder: string | undefined
}

function typesFile({ flags, config }: CommandLine, { host, options }: CommandContext): TypesFile {
  const { environment } = appOf({ ...options, configName: undefined }, host, config)
  const main = mainSource(environment)
  const folder = main?.scheme === 'file' ? resolve(host.cwd(), folderOf(main)) : undefined
  const { text, names, refused } = treeTypes(environment, { configName: config.configName, isGuessed: true })
  // What was asked for has to be there; of the others a check says what is wrong.
  const [first] = refused.values()
  if (first !== undefined && (names.length === 0 || config.configName !== undefined)) throw first
  for (const name of refused.keys()) host.err(`'${name}' does not compose and has no type: hydraconf check says why\n`)
  const path = typeof flags.out === 'string' ? flags.out : `${basename(folder ?? 'config')}.types.ts`
  return { path, text, folder }
}

/** A file is often half written: what is wrong is said, and the next change is waited for. */
function saying(work: () => unknown, { host }: CommandContext): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    host.err(`${errorText(error, { placed: false })}\n`)
  }
}
