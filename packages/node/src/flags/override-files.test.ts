import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { withOverrideFiles } from './override-files.js'

const cwd = mkdtempSync(join(tmpdir(), 'override-files-'))
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

test('a file stands for its lines, in its place, without the quoting of a shell', () => {
  write('big', '# the big one\n\n db=postgres \r\ntext="a b  # c"\nlist=[1, 2]\n~cache\n')
  expect(withOverrideFiles(['a=1', '@big', 'b=2'], cwd)).toEqual([
    'a=1',
    'db=postgres',
    'text="a b  # c"',
    'list=[1, 2]',
    '~cache',
    'b=2',
  ])
})

test('a file may name another', () => {
  write('outer', 'a=1\n@inner\nb=2\n')
  write('inner', '\uFEFFc=3')
  expect(withOverrideFiles(['@outer', '@inner'], cwd)).toEqual(['a=1', 'c=3', 'b=2', 'c=3'])
})

test.each([
  ['@none', /@none: there is no such file/],
  ['@.', /it is a folder/],
  ['@self', /@self: the file names itself/],
  ['@flags', /flags:2: '--multirun' is a flag/],
])('%s is refused as an unreadable command line', (word, message) => {
  write('self', '@self\n')
  write('flags', 'a=1\n--multirun\n')
  expect(() => withOverrideFiles([word], cwd)).toThrow(message)
})

test('what is not at the front of a word means what it means to Hydra', () => {
  expect(withOverrideFiles(['db@src=a', '@', 'x=@big'], cwd)).toEqual(['db@src=a', '@', 'x=@big'])
})

function write(name: string, text: string): void {
  writeFileSync(join(cwd, name), text)
}
