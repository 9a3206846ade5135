import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PluginPanel, raise } from '@hydraconf/core'
import { exportNotEmpty } from '../messages.js'
import type { PageFiles } from '../server/page-files.js'
import { checksScript } from '../tree/checks.js'
import { panelScript } from '../tree/panels.js'
import type { ReadTree } from '../tree/read-tree.js'
import type { TreeData } from '../tree/tree-data.js'

/** The files of a published page. */
const EXPORTED =
  /^(index\.html|studio\.js|editor(-[a-z]+)?\.js|studio\.css|tree\.js|engine\.js|checks\.js|panel-[a-z0-9-]+\.js)$/

/** What a published page is made of, beside the tree. */
export interface Exported {
  readonly page: PageFiles
  readonly panels: readonly PluginPanel[]
}

/**
 * Writes the page with a tree inside, as a folder that any web server serves and that opens from the disk. From there a
 * browser loads neither modules, nor data, nor workers: so the tree and the worker's program are plain scripts that put themselves
 * into the page.
 *
 * @throws HydraException for a folder with other files in it
 */
export function exportPage(
  folder: string,
  { data, checks }: Pick<ReadTree, 'data' | 'checks'>,
  { page, panels }: Exported,
): readonly string[] {
  if (existsSync(folder) && readdirSync(folder).some((name) => !EXPORTED.test(name)))
    throw raise(exportNotEmpty({ folder }))
  mkdirSync(folder, { recursive: true })
  const scripts = ['tree.js', 'engine.js', ...(data.hasChecks ? ['checks.js'] : [])]
  const files = {
    ...Object.fromEntries([...page].filter(([name]) => name !== 'worker.js')),
    'index.html': page
      .get('index.html')!
      .replace('<!-- scripts -->', scripts.map((name) => `<script defer src="${name}"></script>`).join(''))
      .replace('<!-- policy -->', `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`)
      .replace('STYLE_NONCE', ''),
    'tree.js': `globalThis.STUDIO_TREE = ${scriptText(publicTree(data))}\n`,
    'engine.js': `globalThis.STUDIO_ENGINE = ${scriptText(page.get('worker.js')!)}\n`,
    ...(data.hasChecks && { 'checks.js': `globalThis.STUDIO_CHECKS = ${scriptText(checksScript(checks))}\n` }),
    ...Object.fromEntries(panels.flatMap(panelFile)),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return Object.keys(files)
}

/** The program of a panel, as a script that the page loads when someone looks at it. */
function panelFile(panel: PluginPanel): readonly (readonly [string, string])[] {
  const script = panelScript(panel)
  if (script === undefined) return []
  return [[`panel-${panel.name}.js`, `globalThis.STUDIO_PANEL = ${scriptText(script)}\n`]]
}

/** Nothing is asked of anywhere. A page from the disk has no origin of its own, so that `'self'` does not name its files. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' file: blob:",
  'worker-src blob:',
  "style-src 'self' file: 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Without what only this machine needs to know: the working directory is `/project` to whoever reads the page. */
function publicTree(tree: TreeData): TreeData {
  const { cwd } = tree.facts
  const without = (text: string): string => withoutFolder(text, cwd)
  return {
    ...tree,
    title: without(tree.title),
    command: tree.command.map(without),
    overrides: tree.overrides.map(without),
    rules: {
      ...tree.rules,
      searchPath: tree.rules.searchPath.map((entry) => ({ ...entry, path: without(entry.path) })),
    },
    sources: tree.sources.map((source) => ({
      ...source,
      path: without(source.path),
      files: source.files.map((file) => ({ ...file, name: without(file.name) })),
    })),
    stored: tree.stored.map((stored) => ({ ...stored, value: without(stored.value) })),
    schemas: tree.schemas.map((schema) => ({ ...schema, shape: schema.shape && without(schema.shape) })),
    notes: tree.notes.map(without),
    facts: { ...tree.facts, cwd: PROJECT, env: {} },
    isServed: false,
    canEdit: false,
  }
}

const PROJECT = '/project'

/** A folder whose name only begins so is another: `/home/me/app2` is not in `/home/me/app`. */
function withoutFolder(text: string, folder: string): string {
  if (folder === '/') return text
  const literal = folder.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return text.replace(new RegExp(`${literal}(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`, 'gu'), PROJECT)
}

/** A value as JavaScript that no browser ends a script in. */
function scriptText(value: unknown): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}
