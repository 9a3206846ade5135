import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { pageFiles } from '../../packages/studio/src/server/page-files.js'
import { type Serving, serve } from '../../packages/studio/src/server/serve.js'
import { type Asked, readTree } from '../../packages/studio/src/tree/read-tree.js'
// @ts-expect-error a script without types
import { buildPageIfStale } from '../../scripts/build.mjs'
import { type Tree, treeOf } from './trees.js'

/** Where chromium is; undefined: the tests in a browser are skipped. */
export const CHROMIUM = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .filter((path) => path !== undefined)
  .find((path) => existsSync(path))

if (CHROMIUM === undefined) console.warn('There is no chromium here: the tests of the studio in a browser are skipped.')

let browser: Promise<Browser> | undefined

/** One browser for the tests of a file, with the page as its sources are. */
export async function startBrowser(): Promise<void> {
  buildPageIfStale()
  browser = chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] })
  await browser
}

export async function stopBrowser(): Promise<void> {
  await (await browser)?.close()
}

export interface OpenOptions {
  readonly colorScheme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  /** What stands behind `#`. */
  readonly hash?: string
  readonly canEdit?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** What the browser runs before the page's own scripts. */
  readonly script?: string
}

export interface Opened {
  readonly page: Page
  readonly serving: Serving
  readonly tree: Tree
  /** What the page asked of anywhere, and what went wrong in it. */
  readonly requests: readonly string[]
  readonly faults: readonly string[]
}

/** The page over a tree of files, served as the command does it. */
export async function openStudio(
  files: Readonly<Record<string, string>> | string,
  options: OpenOptions = {},
): Promise<Opened> {
  const tree = treeOf(files, options.env)
  const serving = await serveTree(tree, options)
  return { ...(await openPage(serving.address, options)), serving, tree }
}

export async function serveTree(tree: Tree, { canEdit = false, env = {} }: OpenOptions = {}): Promise<Serving> {
  const serving = await serve(
    {
      page: pageFiles(),
      panels: tree.asked.panels,
      readTree: () => readTree(tree.asked as Asked, { isServed: true, canEdit }),
      cwd: tree.dir,
      variables: { env },
      canEdit,
    },
    20_000 + Math.floor(Math.random() * 20_000),
  )
  onTestFinished(() => serving.close())
  return serving
}

/** A page of its own at an address, until the test is over. */
export async function openPage(
  address: string,
  options: OpenOptions = {},
): Promise<Pick<Opened, 'page' | 'requests' | 'faults'>> {
  const { colorScheme = 'light', width = 1440, height = 900, hash = '' } = options
  const context = await (await browser!).newContext({ viewport: { width, height }, colorScheme })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  // Only there to end a test that hangs, as `expect.poll` does.
  context.setDefaultTimeout(60_000)
  onTestFinished(() => context.close())
  if (options.script !== undefined) await context.addInitScript(options.script)
  const page = await context.newPage()
  const requests: string[] = []
  const faults: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto(address + hash)
  await page.getByRole('tab', { name: 'Config' }).waitFor()
  return { page, requests, faults }
}

/** The composed YAML in the page, as soon as it is what is expected. The editor holds more than it draws. */
export async function yamlIn(page: Page): Promise<string> {
  return page.evaluate(
    "document.querySelector('.yaml .cm-content').cmTile?.view.state.doc.toString() ?? document.querySelector('.yaml .cm-content').cmView.view.state.doc.toString()",
  )
}
