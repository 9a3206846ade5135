/**
 * The floors of `packages/core/src`, from the ground up: a file imports from its own folder and from lower floors.
 * Entries are folders, or files that stand by themselves.
 */
export const CORE_FLOORS: readonly (readonly string[])[] = [
  ['dialect'],
  ['text'],
  ['value'],
  ['shape'],
  ['grammar'],
  ['interpolation'],
  ['merge', 'yaml'],
  ['library', 'dotlist.ts'],
  ['plugin.ts'],
  ['defaults'],
  ['composition'],
  ['cache', 'sweep'],
  ['compose.ts'],
  ['jobs', 'complete'],
  ['deprecated.ts'],
  ['index.ts'],
]

/** Words only: any floor may import them, and they import nothing but types. */
export const CORE_WORDS = 'messages'

/** What each package may import of the others. */
export const PACKAGE_FLOORS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  schema: ['core'],
  instantiate: ['core'],
  // Of the studio the types of a panel.
  quant: ['core', 'schema', 'studio'],
  studio: ['core', 'node', 'check', 'schema'],
  bullmq: ['core', 'node'],
  ray: ['core', 'node'],
  node: ['core'],
  slurm: ['core', 'node'],
  check: ['core'],
  'language-server': ['core', 'node', 'check'],
  vscode: ['language-server'],
  cli: ['core', 'schema', 'node', 'check'],
}

/** What is bundled into a page: it runs in a browser, and what it imports is built in, not installed. */
export const BROWSER_FOLDERS = ['studio/src/page/', 'quant/src/panel/']

/** The packages that stay out of one domain's words. */
export const GENERAL_PACKAGES = [
  'core',
  'schema',
  'instantiate',
  'check',
  'language-server',
  'vscode',
  'studio',
  'node',
  'slurm',
  'bullmq',
  'ray',
  'cli',
]
