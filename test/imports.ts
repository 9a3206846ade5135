import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages', import.meta.url))

/** An arrow between files. Files are named from `packages/` on: `core/src/text/source.ts`. */
export interface Import {
  readonly from: string
  /** A file of ours, or the name of what is imported. */
  readonly to: string
  readonly typeOnly: boolean
}

/** What a file imports and re-exports, as its text says it; also `import('…')`. */
export function importsOf(file: string): readonly Import[] {
  const text = readSource(file)
  const found: Import[] = []
  for (const [, keyword, what = '', specifier = ''] of text.matchAll(STATEMENT))
    found.push({ from: file, to: target(file, specifier), typeOnly: keyword !== undefined || namesTypesOnly(what) })
  for (const [, specifier = ''] of text.matchAll(DYNAMIC))
    found.push({ from: file, to: target(file, specifier), typeOnly: false })
  return found
}

//   import { a, type B } from './c.js'
//   export * from './c.js'
//          ^ what              ^^^^^^ specifier
const STATEMENT =
  /^(?:import|export)\s+(type\s+)?(?:(\*(?:\s+as\s+\w+)?|\{[^}]*\}|\w+(?:\s*,\s*(?:\{[^}]*\}|\*\s+as\s+\w+))?)\s+from\s+)?'([^']+)'/gm
const DYNAMIC = /\bimport\('([^']+)'\)/g

function namesTypesOnly(what: string): boolean {
  if (!what.startsWith('{')) return false
  const names = what.slice(1, -1).split(',')
  return names.every((name) => name.trim() === '' || name.trim().startsWith('type '))
}

function target(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return sourceOf(normalize(join(from, '..', specifier)))
  const ours = packageFolders().find((folder) => specifier === manifestOf(folder).name)
  return ours === undefined ? specifier : `${ours}/src/index.ts`
}

function sourceOf(file: string): string {
  const source = file.replace(/\.js$/, '.ts')
  return source === file || existsSync(join(packages, source)) ? source : `${source}x`
}

/** The file with itself at the end, by way of the files between; empty when no file needs itself. */
export function cycleIn(edges: readonly Import[]): readonly string[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): readonly string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return []
    for (const to of next.get(file) ?? []) {
      const cycle = visit(to, [...path, file])
      if (cycle.length > 0) return cycle
    }
    done.add(file)
    return []
  }
  for (const file of next.keys()) {
    const cycle = visit(file, [])
    if (cycle.length > 0) return cycle
  }
  return []
}

export function packageFolders(): readonly string[] {
  return readdirSync(packages)
}

/** What is read of a manifest. */
interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
}

export function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(packages, folder, 'package.json'), 'utf8'))
}

/** Every TypeScript file of a package, tests too. */
export function filesOf(folder: string): readonly string[] {
  const files = readdirSync(join(packages, folder, 'src'), { recursive: true, encoding: 'utf8' })
  const names = files.filter((file) => /\.tsx?$/.test(file)).map((file) => file.replaceAll('\\', '/'))
  return names.map((file) => `${folder}/src/${file}`).sort()
}

export function readSource(file: string): string {
  return readFileSync(join(packages, file), 'utf8')
}
