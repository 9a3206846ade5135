import {
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
import { join } from 'node:path'
import { sourceOpener } from '@hydraconf/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { save } from './save.js'

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const renameSync = (from: string, to: string): void => {
    if (to.endsWith('b.yaml')) throw new Error('EPERM: not permitted')
    fs.renameSync(from, to)
  }
  return { ...fs, renameSync }
})

/** A config folder beside another folder, and what saves into it. */
function folder() {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'save-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(join(dir, 'conf'))
  mkdirSync(join(dir, 'beside'))
  const source = sourceOpener(dir)({ provider: 'main', path: `file://${join(dir, 'conf')}` })!
  const create = (path: string, text = 'x: 1\n') => save([{ source: 0, path, was: null, text }], [source])
  return { dir, create, source }
}

test('a new file is made with its folders, and takes no place that is taken', () => {
  const { dir, create } = folder()
  create('a/b/new.yaml')
  expect(readFileSync(join(dir, 'conf/a/b/new.yaml'), 'utf8')).toBe('x: 1\n')
  expect(() => create('a/b/new.yaml', 'other')).toThrow('a/b/new.yaml is there already: nothing was written')
  symlinkSync('nowhere', join(dir, 'conf/link.yaml'))
  expect(() => create('link.yaml')).toThrow('link.yaml is there already')
  expect(readdirSync(join(dir, 'conf/a/b'))).toEqual(['new.yaml'])
})

test.each(['../beside/x.yaml', '/x.yaml', 'a/../../x.yaml', 'a//x.yaml', './x.yaml', 'x.txt', 'out/x.yaml'])(
  'a new file %s is refused: it is none of the config folder',
  (path) => {
    const { dir, create } = folder()
    symlinkSync('../beside', join(dir, 'conf/out'))
    expect(() => create(path)).toThrow(/is no file of a config folder: nothing was written/)
    expect([readdirSync(join(dir, 'conf')), readdirSync(join(dir, 'beside'))]).toEqual([['out'], []])
  },
)

test('where a new file cannot be written nothing is left of it, its folders neither', () => {
  const { dir, source } = folder()
  writeFileSync(join(dir, 'conf/file'), '')
  const edits = ['a/b/new.yaml', 'file/below.yaml'].map((path) => ({ source: 0, path, was: null, text: 'x: 1\n' }))
  expect(() => save(edits, [source])).toThrow(/ENOTDIR|EEXIST/)
  expect(readdirSync(join(dir, 'conf'))).toEqual(['file'])
})

test('where a file cannot be replaced after others were, it is said which', () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'save-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const edits = ['a', 'b', 'c'].map((name) => {
    writeFileSync(join(dir, `${name}.yaml`), 'x: 1\n')
    return { source: 0, path: `${name}.yaml`, was: 'x: 1\n', text: 'x: 2\n' }
  })
  const source = sourceOpener(dir)({ provider: 'main', path: `file://${dir}` })!
  expect(() => save(edits, [source])).toThrow(
    'b.yaml could not be written: EPERM: not permitted. Written before it: a.yaml. Not written: b.yaml, c.yaml',
  )
  expect(readdirSync(dir).sort()).toEqual(['a.yaml', 'b.yaml', 'c.yaml'])
  expect(readFileSync(join(dir, 'a.yaml'), 'utf8')).toBe('x: 2\n')
  // Nothing is written: the refusal is that of the disk.
  expect(() => save([edits[1]!], [source])).toThrow(/^EPERM: not permitted$/)
})
