import { memorySource } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { watchedSnapshot } from './snapshot-source.js'

/** A settled source over files that can be changed, and what it asked for since it was last looked at. */
function settled(files: Map<string, string>) {
  const asked: string[] = []
  const now = () => memorySource('main', files)
  const source = watchedSnapshot({
    ...now(),
    read: (file) => now().read(asked[asked.push(file) - 1]!),
    has: (file) => now().has(file),
    isGroup: (group) => now().isGroup(group),
    list: (group) => now().list(group),
  })
  return { source, asked: () => asked.splice(0) }
}

const listed = (source: ReturnType<typeof watchedSnapshot>) => source.list('db').map(({ name }) => name)

test('an edited file is read again, and no other', () => {
  const files = new Map([
    ['db/a.yaml', 'x: 1'],
    ['db/b.yaml', 'x: 2'],
  ])
  const { source, asked } = settled(files)
  const read = () => ['db/a.yaml', 'db/b.yaml', 'db/c.yaml'].map((file) => source.read(file) !== undefined)
  expect([read(), read(), asked()]).toEqual([
    [true, true, false],
    [true, true, false],
    ['db/a.yaml', 'db/b.yaml', 'db/c.yaml'],
  ])
  source.forget('db/a.yaml')
  expect([read(), asked()]).toEqual([[true, true, false], ['db/a.yaml']])
})

test('a file that another source has, and this one never had, changes nothing here', () => {
  const { source, asked } = settled(new Map([['db/a.yaml', 'x: 1']]))
  const read = () => ['db/a.yaml', 'other.yaml'].map((file) => source.read(file) !== undefined)
  read()
  asked()
  source.forget('other.yaml')
  expect([read(), asked()]).toEqual([[true, false], []])
})

test('a file that comes or goes is seen, also in its group, asked for before or not', () => {
  const files = new Map([['db/a.yaml', 'x: 1']])
  const { source } = settled(files)
  expect([source.read('db/b.yaml'), listed(source)]).toEqual([undefined, ['a.yaml']])

  files.set('db/b.yaml', 'x: 2')
  source.forget('db/b.yaml')
  expect([source.read('db/b.yaml') !== undefined, listed(source)]).toEqual([true, ['a.yaml', 'b.yaml']])

  files.set('db/c.yaml', 'x: 3')
  source.forget('db/c.yaml')
  expect(listed(source)).toEqual(['a.yaml', 'b.yaml', 'c.yaml'])

  files.delete('db/b.yaml')
  source.forget('db/b.yaml')
  expect([source.read('db/b.yaml'), listed(source)]).toEqual([undefined, ['a.yaml', 'c.yaml']])
})
