import { spawn } from 'node:child_process'
import { relative, resolve } from 'node:path'
import { type Environment, openLibraryFor, raise } from '@hydraconf/core'
import { type AppOptions, appOf, type Host } from '@hydraconf/node'
import { exportPage } from './export/export-page.js'
import { notAPort } from './messages.js'
import { pageFiles } from './server/page-files.js'
import { serve } from './server/serve.js'
import { panelsOf } from './tree/panels.js'
import { type Asked, readTree } from './tree/read-tree.js'

/** What the `hydraconf` command hands over. */
export interface CommandLine {
  readonly flags: Readonly<Record<string, string | true | undefined>>
  readonly json: boolean
  /** The flags that mean the same tree again: `['-cp', 'conf', '--safe']`. */
  readonly treeFlags: readonly string[]
  readonly config: {
    readonly configPath: string | undefined
    readonly configName: string | undefined
    readonly configDirs: readonly string[]
    readonly packages: Readonly<Record<string, string>>
    readonly envFiles: readonly string[]
    readonly overrides: readonly string[]
  }
}

export interface CommandContext {
  readonly host: Host
  readonly options: AppOptions
}

export async function runStudio(line: CommandLine, context: CommandContext): Promise<number> {
  const { flags, json } = line
  const { host } = context
  const asked = askedBy(line, context)
  if (typeof flags.export === 'string') {
    const tree = readTree(asked, { isServed: false, canEdit: false })
    const folder = resolve(host.cwd(), flags.export)
    exportPage(folder, tree, { page: pageFiles(), panels: asked.panels })
    const shown = relative(host.cwd(), folder) || '.'
    host.out(json ? `${JSON.stringify({ folder })}\n` : `${shown}/index.html\n`)
    return 0
  }
  const canEdit = flags.edit === true
  const wanted = portOf(flags.port)
  const serving = await serve(
    {
      page: pageFiles(),
      panels: asked.panels,
      readTree: () => readTree(asked, { isServed: true, canEdit }),
      cwd: host.cwd(),
      variables: asked.environment.facts,
      canEdit,
    },
    wanted,
  )
  if (serving.port !== wanted) host.err(`Port ${wanted} is in use: ${serving.port} is free.\n`)
  host.out(json ? `${JSON.stringify({ address: serving.address })}\n` : `${serving.address}\n`)
  if (flags.open === true) openBrowser(serving.address)
  await interrupted()
  await serving.close()
  return 0
}

/** What a command line asks to see. */
export function askedBy({ config, treeFlags }: CommandLine, { host, options }: CommandContext): Asked {
  const { environment, configName } = appOf(options, host, config)
  return {
    environment,
    configName: configName ?? (hasConfig(environment) ? 'config' : undefined),
    overrides: config.overrides,
    command: ['hydraconf', ...treeFlags],
    panels: panelsOf(options.plugins ?? []),
  }
}

function hasConfig(environment: Environment): boolean {
  try {
    return openLibraryFor(environment, undefined).hasConfig('config')
  } catch {
    // The page says what is wrong with the folder.
    return false
  }
}

const PORT = 8710

function portOf(given: string | true | undefined): number {
  if (typeof given !== 'string') return PORT
  const port = Number(given)
  if (!/^\d+$/.test(given) || port < 1 || port > 65_535) throw raise(notAPort({ given }))
  return port
}

function openBrowser(address: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  // Where there is no browser to open, the address is printed all the same.
  spawn(opener, [address], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref()
}

/** Waits for Ctrl-C. */
function interrupted(): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      process.off('SIGINT', end).off('SIGTERM', end)
      done()
    }
    process.on('SIGINT', end).on('SIGTERM', end)
  })
}
