// `npm run new-package -- NAME`: a package that stands on core, as the others do: its folder in packages/, and its line in
// every table that knows the packages. `NAME` is that of the folder: `ray` makes @hydraconf/ray.
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, SetupError, say, setUp } from './setup.mjs'

/** Makes the package in a checkout. Gives the paths that it wrote; throws a SetupError before it wrote any. */
export function newPackage(name, checkout = root) {
  const folder = `packages/${name}`
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    throw new SetupError(`'${name}' is no name for a package: small letters, digits and '-', a letter first.`)
  if (existsSync(join(checkout, folder))) throw new SetupError(`${folder} is there already.`)
  const read = (path) => readFileSync(join(checkout, path), 'utf8')
  const files = {
    [`${folder}/package.json`]: manifest(name, JSON.parse(read('packages/core/package.json'))),
    [`${folder}/tsconfig.json`]: TSCONFIG,
    [`${folder}/README.md`]: `# @hydraconf/${name}\n\nWhat it is for, in one sentence, and the first program that uses it.\n`,
    [`${folder}/src/index.ts`]: 'export {}\n',
  }
  for (const { path, old, now } of TABLES) {
    const text = files[path] ?? read(path)
    if (!text.includes(old))
      throw new SetupError(`${path} has no '${old}' any more: say in this script where the line goes.`)
    files[path] = text.replace(old, () => now(name, old))
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(checkout, path, '..'), { recursive: true })
    writeFileSync(join(checkout, path), text)
  }
  copyFileSync(join(checkout, 'LICENSE'), join(checkout, folder, 'LICENSE'))
  return [...Object.keys(files), `${folder}/LICENSE`]
}

/** What `packages/core` says of itself, with another name and core below. */
function manifest(name, core) {
  const { description, dependencies, ...rest } = { ...core, name: `@hydraconf/${name}` }
  const { name: scoped, version, ...others } = rest
  const own = { name: scoped, version, description: '', ...others, dependencies: { [core.name]: version } }
  return `${JSON.stringify(own, undefined, 2)}\n`
}

const TSCONFIG = `{
  "extends": "../../tsconfig.base.json",
  "compilerOptions": { "rootDir": "src", "outDir": "dist", "tsBuildInfoFile": "dist/.tsbuildinfo", "types": [] },
  "include": ["src"],
  "exclude": ["src/**/*.test.ts"],
  "references": [{ "path": "../core" }]
}
`

/** Where the packages are listed: what stands there, and what stands there with a new one. */
const TABLES = [
  {
    path: 'tsconfig.json',
    old: '    { "path": "packages/node" }',
    now: (name, old) => `    { "path": "packages/${name}" },\n${old}`,
  },
  {
    path: 'test/tsconfig.json',
    old: '      "@hydraconf/node": [',
    now: (name, old) => `      "@hydraconf/${name}": ["../packages/${name}/src/index.ts"],\n${old}`,
  },
  {
    path: 'test/tsconfig.json',
    old: '    { "path": "../packages/node" }',
    now: (name, old) => `    { "path": "../packages/${name}" },\n${old}`,
  },
  {
    path: 'test/floors.ts',
    old: "  node: ['core'],",
    now: (name, old) => `  ${name.includes('-') ? `'${name}'` : name}: ['core'],\n${old}`,
  },
  {
    path: 'test/floors.ts',
    old: "  'cli',\n]",
    now: (name, old) => `  '${name}',\n${old}`,
  },
  {
    path: 'ARCHITECTURE.md',
    old: '| `packages/node` |',
    now: (name, old) => `| \`packages/${name}\` | \`@hydraconf/${name}\` | core | |\n${old}`,
  },
]

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const [name = ''] = process.argv.slice(2)
    await setUp()
    for (const path of newPackage(name)) say(`wrote ${path}`)
    const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const pnpm = ['exec', '--yes', '--prefer-offline', `--package=${packageManager}`, '--', 'pnpm']
    const install = [
      ...pnpm,
      'install',
      '--no-frozen-lockfile',
      '--prefer-offline',
      '--config.confirm-modules-purge=false',
    ]
    if (spawnSync('npm', install, { cwd: root, stdio: ['ignore', 2, 2] }).status !== 0)
      throw new SetupError('the lockfile does not know the package yet: run npx pnpm install.')
    say(`packages/${name} is there: say in its package.json and README.md, and in ARCHITECTURE.md, what it is for.`)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
