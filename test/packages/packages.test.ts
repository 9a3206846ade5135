import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Installed, install, type ModuleKind, manifestIn, ROOT } from './installed.js'

let installed: Installed

const TREE = {
  'conf/config.yaml': 'defaults: [db: mysql]\nneed: ???\n',
  'conf/db/mysql.yaml': 'host: localhost\nport: 3306\n',
}

beforeAll(async () => {
  installed = await install()
  installed.write({ ...TREE, 'package.json': '{ "name": "shop", "type": "module" }' })
})

afterAll(() => installed?.remove())

test('packages ask for each other by version, for the Node that README names, and are built when packed', () => {
  const { version, engines } = manifestIn(join(ROOT, 'packages/core'))
  expect(engines.node).toBe('>=20.19')
  for (const folder of installed.packages.values()) {
    const manifest = manifestIn(folder)
    expect(manifest).toMatchObject({
      version,
      engines,
      license: 'MIT',
      scripts: { prepack: 'node ../../scripts/build.mjs' },
    })
    const ours = Object.entries(manifest.dependencies ?? {}).filter(([name]) => installed.packages.has(name))
    expect(ours.filter(([, wanted]) => wanted !== version)).toEqual([])
    expect(readFileSync(join(folder, 'package.json'), 'utf8')).not.toContain('workspace:')
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toBe(readFileSync(join(ROOT, 'LICENSE'), 'utf8'))
  }
  const readmes = ['README.md', ...['core', 'node', 'cli'].map((name) => `packages/${name}/README.md`)]
  for (const path of readmes) expect(readFileSync(join(ROOT, path), 'utf8')).not.toMatch(/Node 20(?!\.19)(?= or newer)/)
})

test('publint has nothing to say of what is packed', async () => {
  for (const [name, pkgDir] of installed.packages) {
    const { messages } = await publint({ pkgDir, pack: false, strict: true })
    expect(messages, name).toEqual([])
  }
})

/** The first program of README, as it stands there. */
const FIRST = /## In a program\n\n```ts\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))?.[1] ?? ''

const TYPED = `
import { composeDir, hydraMain, type Run } from 'hydraconf'
interface Config { readonly db: { readonly host: string; readonly port: number } }
await hydraMain<Config>({ configDir: 'conf', configName: 'config' }, (config, run) => {
  const port: number = config.db.port
  const same: number = run.js.db.port
  // @ts-expect-error the type of the config is known
  config.db.user
  console.log(port, same, run.choices.db, run.explain('db.port').key, run.yaml().length)
})
await hydraMain({ configDir: 'conf' }, async (config: Config, run: Run) => {
  console.log(config.db.host.length, run.dir)
})
const { js, yaml, choices } = composeDir<Config>('conf', { configName: 'config', overrides: ['need=1'] })
const host: string = js.db.host
console.log(host, yaml(), choices.db)
const { js: plain } = composeDir('conf', { configName: 'config', versionBase: null })
console.log(plain.db.host, plain.whatever)
await hydraMain({ resolvers: { double: (x) => 2 * x, 'text.up': (x: string) => x.toUpperCase() } }, () => {})
// @ts-expect-error there is no such option
await hydraMain({ config_path: 'conf' }, () => {})
// @ts-expect-error a task is needed
await hydraMain({ configDir: 'conf' })
`

const COMMON = `
import { hydraMain } from 'hydraconf/main'
import type { Run } from 'hydraconf/main'
interface Config { readonly db: { readonly host: string } }
hydraMain<Config>({ configDir: 'conf', configName: 'config', versionBase: '1.3' }, (config, run: Run<Config>) => {
  const host: string = config.db.host
  console.log(host, run.dir)
})
hydraMain({ configDir: 'conf' }, (config) => console.log(config.db.host))
`

test.each<ModuleKind>(['node16', 'nodenext', 'bundler'])('programs type-check under strict in %s', (module) => {
  expect(FIRST).toContain('hydraMain')
  installed.write({
    'first.mts': FIRST,
    'typed.mts': TYPED,
    'main.mts': FIRST.replace('@hydraconf/node', 'hydraconf/main'),
  })
  expect(installed.typeErrors(['first.mts', 'typed.mts', 'main.mts'], module)).toBe('')
})

test.each<ModuleKind>(['node16', 'nodenext'])('a CommonJS program type-checks under strict in %s', (module) => {
  installed.write({ 'common.cts': COMMON })
  expect(installed.typeErrors(['common.cts'], module)).toBe('')
})

test.each([
  ['a module', 'app.mjs', "import { hydraMain } from 'hydraconf'"],
  ['a module that starts fast', 'fast.mjs', "import { hydraMain } from 'hydraconf/main'"],
  ['a CommonJS script', 'app.cjs', "const { hydraMain } = require('hydraconf/main')"],
  ['a CommonJS script that requires modules', 'all.cjs', "const { hydraMain } = require('hydraconf')"],
])('%s runs, and what it throws is shown without frames of ours', (_, file, opening) => {
  const body = `
hydraMain({ configDir: 'conf', configName: 'config' }, async (config) => {
  if (process.env.READ === 'need') return config.need
  if (process.env.READ === 'never') return new Promise(() => {})
  if (process.env.READ === 'nope') throw new Error('no', { cause: new TypeError('because') })
  console.log(config.db.port)
})
`
  installed.write({ [file]: opening + body })
  expect(installed.node([file, 'hydra.run.dir=out'])).toMatchObject({ code: 0, out: '3306\n' })
  const frames = (err: string) => err.split('\n').filter((line) => /^ +at /.test(line))
  const need = installed.node([file, 'hydra.run.dir=out'], { READ: 'need' })
  expect(need.err).toContain("The value of 'need' is missing (???)\n  conf/config.yaml:2:7")
  expect(frames(need.err)).toEqual([expect.stringContaining(`${file}:3`)])
  const nope = installed.node([file, 'hydra.run.dir=out'], { READ: 'nope' })
  expect(nope.code).toBe(1)
  expect(frames(nope.err)).toEqual([expect.stringContaining(`${file}:5`), expect.stringContaining(`${file}:5`)])
  const never = installed.node([file, 'hydra.run.dir=out'], { READ: 'never' })
  expect(never).toMatchObject({ code: 1, err: expect.stringContaining('The task did not come to an end') })
})

test('a refusal of composeDir that nobody catches is the refusal, at the line of the program', () => {
  installed.write({
    'compose.mjs':
      "import { composeDir } from 'hydraconf'\n\ncomposeDir('conf', { configName: 'config', overrides: ['db.prt=1'] })\n",
  })
  const { code, err } = installed.node(['compose.mjs'])
  expect(code).toBe(1)
  expect(err).toContain("compose.mjs:3\ncomposeDir('conf'")
  expect(err).toContain(
    "There is no 'db.prt' to change\n  override db.prt=1\n           ^^^^^^\n  Did you mean db.port?",
  )
  expect(err).not.toContain('@hydraconf')
  expect(err).not.toContain('origin')
  expect(err.split('\n').length).toBeLessThan(20)
})

const PRINTS = `import { composeDir } from '@hydraconf/node'
import { HydraconfError, compose } from '@hydraconf/core'
import { jsonSchemaOf } from '@hydraconf/schema'
try {
  composeDir('conf', { configName: 'config', overrides: ['no.key=1'] })
} catch (error) {
  console.log(error instanceof HydraconfError, error instanceof Error, typeof compose, typeof jsonSchemaOf)
}
console.log(composeDir('conf', { configName: 'config' }).js.db.port)
`
const PRINTED = 'true true function function\n3306\n'

/** What was compiled of the packages in earlier processes. */
function keptIn(name: string): string[] {
  const folder = join(installed.packages.get(name)!, 'dist/bundle')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.cache'))
    .map((file) => join(folder, file))
}

test('a program finds what earlier processes compiled of the packages, and does without it where that is damaged', () => {
  installed.write({ 'prints.mjs': PRINTS })
  const names = ['@hydraconf/core', '@hydraconf/node']
  for (const file of names.flatMap(keptIn)) rmSync(file)
  expect(installed.node(['prints.mjs'], { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual({
    code: 0,
    out: PRINTED,
    err: '',
  })
  expect(names.flatMap(keptIn)).toEqual([])
  // Some of the first processes add to it, later ones leave it.
  const contents = [1, 2, 3, 4, 5].map(() => {
    expect(installed.node(['prints.mjs'])).toEqual({ code: 0, out: PRINTED, err: '' })
    return names.map((name) => {
      const [kept, ...others] = keptIn(name)
      expect(others).toEqual([])
      return readFileSync(kept!).at(-1)
    })
  })
  expect(contents).toEqual([1, 2, 3, 3, 3].map((processes) => [processes, processes]))
  for (const kept of names.flatMap(keptIn)) {
    const whole = readFileSync(kept)
    for (const damaged of [whole.subarray(0, 100), Buffer.alloc(0), Buffer.from(whole.with(1000, whole[1000]! ^ 1))]) {
      writeFileSync(kept, damaged)
      expect(installed.node(['prints.mjs'])).toEqual({ code: 0, out: PRINTED, err: '' })
      expect(readFileSync(kept).at(-1)).toBe(1)
    }
  }
})

test('a program that is bundled with the packages needs nothing of their folders', async () => {
  installed.write({ 'bundled.mjs': PRINTS })
  const outfile = join(installed.dir, 'bundled/out.cjs')
  await build({
    entryPoints: [join(installed.dir, 'bundled.mjs')],
    outfile,
    bundle: true,
    platform: 'node',
    logLevel: 'silent',
  })
  expect(readFileSync(outfile, 'utf8')).not.toContain('cachedData')
  const { code, out } = installed.node([outfile])
  expect({ code, out }).toEqual({ code: 0, out: PRINTED })
})

test('modules in a context of their own, as test runners make them, have objects of that context', () => {
  installed.write({
    'context.mjs': `import { readFileSync } from 'node:fs'
import { createContext, SourceTextModule, SyntheticModule } from 'node:vm'
import { pathToFileURL } from 'node:url'
const context = createContext({ process, console, URL })
const load = async (file) => {
  const module = new SourceTextModule(readFileSync(file, 'utf8'), {
    context,
    identifier: file,
    initializeImportMeta: (meta) => { meta.url = pathToFileURL(file).href },
  })
  await module.link(async (name) => {
    const exported = await import(name)
    return new SyntheticModule(Object.keys(exported), function () {
      for (const key of Object.keys(exported)) this.setExport(key, exported[key])
    }, { context })
  })
  await module.evaluate()
  return module.namespace
}
const { parseYaml, toJs } = await load('node_modules/@hydraconf/core/dist/bundle/index.js')
const js = toJs(parseYaml({ kind: 'program', name: 'text', text: 'a: 1' }))
const [own] = [new (await import('node:vm')).Script('Object').runInContext(context)]
console.log(js.a, Object.getPrototypeOf(js) === own.prototype, own === Object)
`,
  })
  const { code, out, err } = installed.node(['--experimental-vm-modules', '--no-warnings', 'context.mjs'])
  expect({ code, out, err }).toEqual({ code: 0, out: '1 true false\n', err: '' })
})
