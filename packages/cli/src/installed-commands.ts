import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { raise } from '@hydraconf/core'
import type { Command, CommandFamily } from './command.js'
import type { Named } from './help.js'
import { packageWithoutCommand } from './messages.js'

const SCOPE = '@hydraconf'

/** Commands that have another name than their package. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['lsp', 'language-server'],
  ['worker', 'bullmq'],
])

/** Packages of the scope that are not there to bring a command. */
const LIBRARIES = ['check', 'core', 'instantiate', 'node', 'ray', 'schema', 'slurm']

/**
 * The command that the installed package `@hydraconf/NAME` brings, `lsp` that of `@hydraconf/language-server`; undefined where
 * there is no such package. It is looked for from the project's folder, then beside this one.
 *
 * @throws PluginException when the package has no command
 */
export async function packageCommand(name: string, cwd: string): Promise<Command | CommandFamily | undefined> {
  const pkg = packageOf(name)
  const entry = entryOf(pkg, cwd)
  if (entry === undefined) return undefined
  const { command } = (await import(pathToFileURL(entry).href)) as { command?: Command | CommandFamily }
  if (command === undefined || !isCommand(command)) throw raise(packageWithoutCommand({ name: pkg }))
  return command
}

/** The package that brings a command of this name, if there is one. */
export function packageOf(name: string): string {
  return `${SCOPE}/${PACKAGES.get(name) ?? name}`
}

/** Whether a command is known to be in a package, so that installing it is worth advising. */
export function isKnown(name: string): boolean {
  return PACKAGES.has(name)
}

function commandOf(pkg: string): string {
  return [...PACKAGES].find(([, its]) => its === pkg)?.[0] ?? pkg
}

/** Every command that an installed package brings, or those that begin so, for a list of them; what cannot be loaded is left out. */
export async function installedCommands(cwd: string, begun = ''): Promise<readonly Named[]> {
  const names = new Set(startingPlaces(cwd).flatMap(foldersAbove).flatMap(packagesIn).map(commandOf))
  const found: Named[] = []
  for (const name of [...names].filter((each) => each.startsWith(begun)).sort()) {
    try {
      const command = await packageCommand(name, cwd)
      if (command !== undefined) found.push({ name, command })
    } catch {
      // Without a command, or broken: running it by name says so.
    }
  }
  return found
}

function isCommand(command: Command | CommandFamily): boolean {
  return 'commands' in command ? typeof command.commands === 'object' : typeof command.run === 'function'
}

function startingPlaces(cwd: string): readonly string[] {
  return [join(cwd, 'package.json'), import.meta.url]
}

function entryOf(pkg: string, cwd: string): string | undefined {
  for (const place of startingPlaces(cwd)) {
    try {
      const entry = createRequire(place).resolve(pkg)
      if (existsSync(entry)) return entry
    } catch {
      // Not to be seen from there.
    }
  }
  return undefined
}

/** The `node_modules` folders that a module at a place looks into. */
function foldersAbove(place: string): readonly string[] {
  return createRequire(place).resolve.paths(SCOPE) ?? []
}

function packagesIn(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, SCOPE)).filter((name) => !LIBRARIES.includes(name))
  } catch {
    return []
  }
}
