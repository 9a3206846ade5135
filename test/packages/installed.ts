import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
// @ts-expect-error a script without types
import { buildCommand, buildPackages } from '../../scripts/build.mjs'
// @ts-expect-error a script without types
import { pack } from '../../scripts/pack.mjs'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What a package says of itself. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly license: string
  readonly engines: { readonly node: string }
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
}

/** An empty project with our packages installed as they are packed, and with their dependencies. */
export interface Installed {
  readonly dir: string
  /** The folders of our packages, by name. */
  readonly packages: ReadonlyMap<string, string>
  write(files: Readonly<Record<string, string>>): void
  node(args: readonly string[], env?: Readonly<Record<string, string>>): Ran
  /** Type-checks files of the project under strict. Gives what there is to complain of. */
  typeErrors(files: readonly string[], module: ModuleKind): string
  remove(): void
}

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

export type ModuleKind = 'node16' | 'nodenext' | 'bundler'

/** Builds the packages, packs them, and puts what was packed where `npm install` would. */
export async function install(): Promise<Installed> {
  if (!buildPackages()) throw new Error('the packages do not type-check')
  await buildCommand()
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'installed-')))
  const packages = new Map<string, string>()
  const dependencies = new Set<string>()
  for (const archive of pack(join(dir, 'packed')) as readonly string[]) {
    const into = join(dir, 'unpacked')
    mkdirSync(into, { recursive: true })
    run('tar', ['xzf', archive, '-C', into])
    const manifest = manifestIn(join(into, 'package'))
    const home = join(dir, 'node_modules', manifest.name)
    mkdirSync(dirname(home), { recursive: true })
    run('mv', [join(into, 'package'), home])
    packages.set(manifest.name, home)
    for (const name of Object.keys(manifest.dependencies ?? {})) dependencies.add(name)
  }
  for (const name of [...dependencies, 'typescript', '@types/node']) link(name, dir)
  return {
    dir,
    packages,
    write(files) {
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(dir, name)), { recursive: true })
        writeFileSync(join(dir, name), text)
      }
    },
    node: (args, env = {}) => spawned(process.execPath, args, dir, env),
    typeErrors(files, module) {
      const path = `tsconfig.${module}.json`
      const resolution = module === 'bundler' ? { module: 'esnext', moduleResolution: 'bundler' } : { module }
      const options = { ...resolution, target: 'es2022', strict: true, noEmit: true, types: ['node'] }
      writeFileSync(join(dir, path), JSON.stringify({ compilerOptions: options, files }))
      const { out, err } = spawned(process.execPath, ['node_modules/typescript/bin/tsc', '-p', path], dir)
      return out + err
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  }
}

export function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** A package of others, from where one of ours or the checkout has it. */
function link(name: string, dir: string): void {
  const at = join(dir, 'node_modules', name)
  if (existsSync(at)) return
  const homes = ['.', ...readdirSync(join(ROOT, 'packages')).map((folder) => join('packages', folder))]
  const from = homes.map((home) => join(ROOT, home, 'node_modules', name)).find((path) => existsSync(path))
  if (from === undefined) throw new Error(`${name} is not installed`)
  mkdirSync(dirname(at), { recursive: true })
  symlinkSync(realpathSync(from), at)
}

function run(command: string, args: readonly string[]): void {
  const { code, err } = spawned(command, args, ROOT)
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${err}`)
}

function spawned(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  return { code: status, out: stdout, err: stderr }
}
