import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { closeMatches, raise } from '@hydraconf/core'
import type { Host } from '@hydraconf/node'
import type { CommandContext } from './command-context.js'
import { packageWithoutCommand, unknownCommand } from './messages.js'

/** What a package exports as `command`: `hydraconf NAME ...` runs it for a package that is called @hydraconf/NAME. */
export interface Command {
  /** One line for the help. */
  readonly summary?: string | undefined
  /** Gets the words behind its name; what it gives is the exit code. */
  run(argv: readonly string[], context: CommandContext): number | Promise<number>
}

/**
 * The command that an installed package brings. The package is looked for from the project's folder, then beside this one.
 *
 * @throws HydraException when there is no such package; PluginException when it has no command
 */
export async function pluginCommand(name: string, known: readonly string[], host: Host): Promise<Command> {
  const pkg = `@hydraconf/${name}`
  const entry = entryOf(pkg, [join(host.cwd(), 'package.json'), import.meta.url])
  if (entry === undefined) throw raise(unknownCommand({ name, near: closeMatches(name, known) }))
  const { command } = (await import(pathToFileURL(entry).href)) as { command?: Command }
  if (typeof command?.run !== 'function') throw raise(packageWithoutCommand({ name: pkg }))
  return command
}

function entryOf(pkg: string, from: readonly string[]): string | undefined {
  for (const place of from) {
    try {
      const entry = createRequire(place).resolve(pkg)
      if (existsSync(entry)) return entry
    } catch {
      // Not to be seen from there.
    }
  }
  return undefined
}
