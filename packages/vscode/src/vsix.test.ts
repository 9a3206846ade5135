import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Editor } from '../../../test/language-server/client.js'
// @ts-expect-error a script without types
import { buildVsix } from '../build-vsix.mjs'

const folder = mkdtempSync(join(tmpdir(), 'hydraconf-vsix-'))
let files: ReadonlyMap<string, string>

/** Packs the extension and unpacks it, as `code --install-extension` does. */
beforeAll(async () => {
  const path = (await buildVsix(folder)) as string
  const unpacked = Object.entries(unzipSync(readFileSync(path)))
  files = new Map(unpacked.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('it holds what VS Code reads, and what its manifests name', () => {
  const manifest = JSON.parse(files.get('extension/package.json')!)
  expect(manifest).toMatchObject({ publisher: 'hydraconf', engines: { vscode: expect.any(String) } })
  expect(manifest).not.toHaveProperty('dependencies')
  // Without it `.cjs` and `.mjs` say what they are.
  expect(manifest).not.toHaveProperty('type')
  expect(files.has(join('extension', manifest.main))).toBe(true)

  const index = files.get('extension.vsixmanifest')!
  expect(index).toContain(`Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"`)
  const named = [...index.matchAll(/Path="([^"]+)"/g)].map(([, path]) => path!)
  expect(named).toContain('extension/LICENSE.txt')
  expect(named.filter((path) => !files.has(path))).toEqual([])

  const endings = [...files.keys()].map((name) => name.slice(name.lastIndexOf('.')))
  const types = files.get('[Content_Types].xml')!
  expect(new Set(endings.filter((ending) => !types.includes(`"${ending}"`)))).toEqual(new Set(['.xml']))
})

test('it has the licences of all that is bundled, and nothing of the machine that built it', () => {
  const notices = files.get('extension/NOTICES.txt')!
  for (const name of ['vscode-languageclient', 'vscode-languageserver', 'vscode-jsonrpc', 'yaml', 'minimist'])
    expect(notices).toContain(`\n${name} `)
  expect(notices).not.toContain('undefined')
  const checkout = process.cwd()
  expect([...files].filter(([, text]) => text.includes(checkout)).map(([name]) => name)).toEqual([])
})

test('every command that the manifest shows is there to be run', () => {
  const { contributes } = JSON.parse(files.get('extension/package.json')!)
  const code = files.get('extension/dist/extension.cjs')!
  const commands = contributes.commands.map(({ command }: { command: string }) => command)
  expect(commands.filter((command: string) => !code.includes(`"${command}"`))).toEqual([])
})

test('the server in it starts, composes, and knows what Hydra’s plugins store', async () => {
  mkdirSync(join(folder, 'conf'))
  writeFileSync(join(folder, 'conf/config.yaml'), 'defaults:\n  - override hydra/launcher: joblib\n  - _self_\na: 1\n')
  const server = spawn(process.execPath, [join(folder, 'extension/dist/server.mjs')], { cwd: folder })
  onTestFinished(() => void server.kill())
  const client = new Editor(folder, server.stdin, server.stdout)
  const { serverInfo } = await client.begin({ capabilities: {} })
  const { version } = JSON.parse(files.get('extension/package.json')!)
  expect(serverInfo).toEqual({ name: 'hydraconf', version })
  expect(await client.request('hydraconf/composed', { plain: true })).toMatchObject({ text: 'a: 1\n' })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  await client.close()
  expect(await ended).toBe(0)
})
