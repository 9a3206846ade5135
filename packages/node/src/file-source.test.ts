import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { configFiles } from './config-files.js'
import { fileSource, forgetFiles, packageSource } from './file-source.js'

let dir: string

beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'file-source-')))
  write('config.yaml', 'a: 1\n')
  write('db/mysql.yaml', 'port: 3306\n')
  write('db/notes.txt', 'not a config')
})

afterEach(() => rmSync(dir, { recursive: true }))

function write(name: string, text: string | Uint8Array): void {
  mkdirSync(join(dir, name, '..'), { recursive: true })
  writeFileSync(join(dir, name), text)
}

const source = () => fileSource('main', dir)

test('an unchanged file gives the same source object, also through another source over the directory', () => {
  const first = source().read('config.yaml')
  expect(first).toMatchObject({ kind: 'text', source: { kind: 'file', text: 'a: 1\n' } })
  expect(source().read('config.yaml')).toBe(first)
})

test('a file that was written again is read again, even when its size stays', () => {
  const first = source().read('config.yaml')
  write('config.yaml', 'a: 2\n')
  const { mtime } = statSync(join(dir, 'config.yaml'))
  utimesSync(join(dir, 'config.yaml'), mtime, new Date(mtime.getTime() + 5000))
  expect(source().read('config.yaml')).not.toBe(first)
  expect(source().read('config.yaml')).toMatchObject({ source: { text: 'a: 2\n' } })
})

test('a file that is gone is not there', () => {
  source().read('db/mysql.yaml')
  rmSync(join(dir, 'db/mysql.yaml'))
  expect(source().read('db/mysql.yaml')).toBeUndefined()
  expect(source().has('db/mysql.yaml')).toBe(false)
})

test('messages name a file from the working directory, if it is below it', () => {
  expect(fileSource('main', 'db', { cwd: dir }).read('mysql.yaml')).toMatchObject({ source: { name: 'db/mysql.yaml' } })
})

test('a group is a folder, a config a file, and neither is the other', () => {
  expect(source().isGroup('db')).toBe(true)
  expect(source().isGroup('')).toBe(true)
  expect(source().isGroup('config.yaml')).toBe(false)
  expect(source().has('db')).toBe(false)
  expect(source().read('db')).toBeUndefined()
})

test.each(['nope', 'config.yaml/inside', 'a\0b', 'x'.repeat(5000)])('%j is no config and no group', (name) => {
  expect(source().has(name)).toBe(false)
  expect(source().isGroup(name)).toBe(false)
})

test('a listing has files with their extension, and links count as what they lead to', () => {
  symlinkSync(join(dir, 'config.yaml'), join(dir, 'db/linked.yaml'))
  symlinkSync(join(dir, 'nowhere'), join(dir, 'db/broken.yaml'))
  mkdirSync(join(dir, 'db/engine'))
  const listed = source()
    .list('db')
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  expect(listed).toEqual([
    { name: 'engine', kind: 'group' },
    { name: 'linked.yaml', kind: 'file' },
    { name: 'mysql.yaml', kind: 'file' },
    { name: 'notes.txt', kind: 'file' },
  ])
})

test('a byte order mark and line ends stay in the text; bytes that are no UTF-8 are refused', () => {
  write('bom.yaml', '\ufeffa: 1\r\n')
  expect(source().read('bom.yaml')).toMatchObject({ source: { text: '\ufeffa: 1\r\n' } })
  write('latin.yaml', Uint8Array.of(0x61, 0x3a, 0x20, 0xe9))
  expect(() => source().read('latin.yaml')).toThrow('not UTF-8')
})

test('a directory that is not there is not available', () => {
  expect(fileSource('main', join(dir, 'nope')).available()).toBe(false)
  expect(source().available()).toBe(true)
})

test('pkg:// is a folder of a Node package, found from where one stands', () => {
  write('node_modules/presets/conf/base.yaml', 'q: 1\n')
  write('node_modules/@team/presets/conf/base.yaml', 'q: 2\n')
  const deep = join(dir, 'db')
  const plain = packageSource('plugin', 'pkg://presets/conf', deep)
  expect(plain).toMatchObject({ scheme: 'pkg', path: 'pkg://presets/conf', provider: 'plugin' })
  expect(plain.read('base.yaml')).toMatchObject({ source: { text: 'q: 1\n' } })
  expect(packageSource('plugin', 'pkg://@team/presets/conf', deep).read('base.yaml')).toMatchObject({
    source: { text: 'q: 2\n' },
  })
  expect(packageSource('plugin', 'pkg://nowhere', deep).available()).toBe(false)
})

test('a link that leads back to a folder it is in is not listed, and can be asked for by name', () => {
  symlinkSync('..', join(dir, 'db/up'))
  symlinkSync('../db', join(dir, 'db/self'))
  symlinkSync(join(dir, '..'), join(dir, 'db/out'))
  symlinkSync('../db', join(dir, 'other'))
  expect(
    source()
      .list('db')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(['mysql.yaml', 'notes.txt'])
  expect(source().read('db/up/config.yaml')).toMatchObject({ source: { text: 'a: 1\n' } })
})

test('links between folders are walked once along each way, and every way ends', async () => {
  symlinkSync('..', join(dir, 'db/up'))
  symlinkSync('..', join(dir, 'db/up2'))
  mkdirSync(join(dir, 'cache'))
  symlinkSync('../db', join(dir, 'cache/to_db'))
  symlinkSync('../cache', join(dir, 'db/to_cache'))
  symlinkSync('db', join(dir, 'same'))
  expect(await configFiles(dir)).toEqual(['cache/to_db/mysql.yaml', 'config.yaml', 'db/mysql.yaml', 'same/mysql.yaml'])
})

test('a folder that cannot be listed is refused by its name', () => {
  const name = 'x'.repeat(300)
  expect(() => source().list(name)).toThrow(`Could not list the folder ${join(dir, name)}: ENAMETOOLONG`)
})

// To root no folder is closed.
test.skipIf(process.getuid?.() === 0)('a file in a folder that may only be entered can be read', () => {
  chmodSync(join(dir, 'db'), 0o111)
  onTestFinished(() => chmodSync(join(dir, 'db'), 0o755))
  expect(() => source().list('db')).toThrow(`Could not list the folder ${join(dir, 'db')}: EACCES`)
  expect(source().has('db/mysql.yaml')).toBe(true)
})

test('a folder that goes away while it is walked has nothing in it', () => {
  expect(source().list('gone')).toEqual([])
  expect(source().list('config.yaml')).toEqual([])
})

test('a file that was read is let go when its directory is forgotten, and after very many others', () => {
  const dir = mkdtempSync(join(tmpdir(), 'many-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(join(dir, 'one'))
  writeFileSync(join(dir, 'one/config.yaml'), 'a: 1\n')
  const one = fileSource('main', join(dir, 'one'))
  const first = one.read('config.yaml')
  expect(one.read('config.yaml')).toBe(first)
  forgetFiles(join(dir, 'on'))
  expect(one.read('config.yaml')).toBe(first)
  forgetFiles(join(dir, 'one'))
  const second = one.read('config.yaml')
  expect(second).not.toBe(first)
  expect(second).toEqual(first)
  const others = fileSource('main', dir)
  for (let at = 0; at < 9000; at++) {
    writeFileSync(join(dir, 'other.yaml'), 'b: 1\n')
    linkSync(join(dir, 'other.yaml'), join(dir, `${at}.yaml`))
    others.read(`${at}.yaml`)
  }
  expect(one.read('config.yaml')).not.toBe(second)
})
