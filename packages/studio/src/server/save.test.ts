import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
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
