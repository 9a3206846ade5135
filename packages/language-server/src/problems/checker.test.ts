import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Diagnostic } from 'vscode-languageserver'
import { readSettings } from '../settings.js'
import { type OpenTree, Workspace } from '../trees/workspace.js'
import { Checker } from './checker.js'

test('a check that outlives its tree says nothing: what is wrong is said once, of the trees that are there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checker-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'conf/db'), { recursive: true })
  writeFileSync(join(folder, 'conf/config.yaml'), 'defaults: [db: mysql]\n')
  for (let at = 0; at < 40; at++) writeFileSync(join(folder, `conf/db/many${at}.yaml`), 'port: 1\n')
  const path = join(folder, 'conf/config.yaml')
  const shown = new Map<string, readonly Diagnostic[]>()
  const settings = readSettings({ safe: true })
  const checker = new Checker(() => settings, {
    publish: (of, diagnostics) => void shown.set(of, diagnostics),
    onChecked: () => {},
    onError: (message) => expect.fail(message),
  })
  onTestFinished(() => checker.close())
  const load = async (): Promise<readonly OpenTree[]> => {
    const workspace = new Workspace(
      [folder],
      {},
      { onChange: () => {}, onOpened: () => {}, onError: (message) => expect.fail(message) },
    )
    onTestFinished(() => workspace.close())
    await workspace.load(settings)
    return workspace.trees
  }
  const [first] = await load()
  checker.keepOnly([first!])
  checker.request(first!)
  const checked = checker.settled()
  const [second] = await load()
  checker.keepOnly([second!])
  checker.request(second!)
  await checked
  await checker.settled()
  const once = checker.of(path)
  expect(new Set(once.map(({ message }) => message)).size).toBe(once.length)
  expect(once.length).toBeGreaterThan(0)
  expect(shown.get(path)).toEqual(once)
  // One that is gone before its turn is not checked at all.
  checker.request(second!)
  checker.keepOnly([])
  await checker.settled()
  expect(checker.paths().size).toBe(0)
})

test('the open files are looked at first, and a check of all files says the same of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checker-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'conf/db'), { recursive: true })
  writeFileSync(join(folder, 'conf/config.yaml'), 'defaults: [db: mysql, _self_]\npaths: {root: /}\n')
  writeFileSync(join(folder, 'conf/db/mysql.yaml'), 'on: 1\n')
  writeFileSync(join(folder, 'conf/db/postgres.yaml'), 'home: ${paths.rot}\non: no\n')
  const settings = readSettings({ safe: true })
  const fail = (message: string): never => expect.fail(message)
  const checker = new Checker(() => settings, { publish: () => {}, onChecked: () => {}, onError: fail })
  onTestFinished(() => checker.close())
  const workspace = new Workspace(
    [folder],
    {},
    {
      onChange: (open) => checker.request(open),
      onOpened: (open) => void checker.opened(open),
      onError: fail,
    },
  )
  onTestFinished(() => workspace.close())
  await workspace.load(settings)
  const path = join(folder, 'conf/db/postgres.yaml')
  workspace.edit(path, readFileSync(path, 'utf8'))
  await checker.looked()
  const first = checker.of(path)
  expect(first.map(({ code }) => code)).toEqual(['interpolation-key-not-found', 'boolean-word', 'boolean-word'])
  // The other option is not open.
  expect([...checker.paths()].some((each) => each.endsWith('mysql.yaml'))).toBe(false)
  await checker.settled()
  expect(checker.of(path)).toEqual(first)
  expect([...checker.paths()].some((each) => each.endsWith('mysql.yaml'))).toBe(true)
})

test('a file that is opened as it is on the disk is looked at beside the check, and makes nothing anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'checker-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'conf/db'), { recursive: true })
  writeFileSync(join(folder, 'conf/config.yaml'), 'defaults: [db: mysql, _self_]\npaths: {root: /}\n')
  for (let at = 0; at < 100; at++) writeFileSync(join(folder, `conf/db/many${at}.yaml`), 'port: 1\n')
  writeFileSync(join(folder, 'conf/db/mysql.yaml'), 'home: ${paths.rot}\n')
  const settings = readSettings({ safe: true })
  const fail = (message: string): never => expect.fail(message)
  let checks = 0
  const checker = new Checker(() => settings, { publish: () => {}, onChecked: () => checks++, onError: fail })
  onTestFinished(() => checker.close())
  const workspace = new Workspace(
    [folder],
    {},
    {
      onChange: (open) => checker.request(open),
      onOpened: (open) => void checker.opened(open),
      onError: fail,
    },
  )
  onTestFinished(() => workspace.close())
  await workspace.load(settings)
  const checked = checker.settled()
  await checker.looked()
  const { tree } = workspace.trees[0]!
  const { generation } = tree
  const path = join(folder, 'conf/db/mysql.yaml')
  workspace.edit(path, readFileSync(path, 'utf8'))
  await checker.looked()
  const codes = () => checker.of(path).map(({ code }) => code)
  expect(codes()).toEqual(['interpolation-key-not-found'])
  expect(checks).toBe(0)
  await checked
  workspace.edit(path, undefined)
  expect([tree.generation, checks]).toEqual([generation, 1])
  expect(codes()).toEqual(['interpolation-key-not-found'])

  // What was saved while it was open counts when it is closed.
  workspace.edit(path, readFileSync(path, 'utf8'))
  writeFileSync(path, 'home: ${paths.root}\n')
  workspace.edit(path, undefined)
  expect(tree.generation).toBeGreaterThan(generation)
  await checker.settled()
  expect(codes()).toEqual([])
})
