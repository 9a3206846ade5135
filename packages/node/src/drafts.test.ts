import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { draftOf, removeDrafts } from './drafts.js'
import { ownProcess } from './process-id.js'
import { removeBatchDrafts } from './sweep/job-files/orders.js'

const HAS_STARTS = ownProcess().includes(':')

test('a draft stays while its process runs', () => {
  const dir = tempDir()
  writeFileSync(draftOf(join(dir, 'order.json')), '')
  removeDrafts(dir)
  expect(readdirSync(dir)).toEqual([basename(draftOf('order.json'))])
})

test.runIf(HAS_STARTS)('the id of a process that is gone may be that of another by now', () => {
  const dir = tempDir()
  const earlier = draftOf(join(dir, 'order.json')).replace(/-\d+@/, '-1@')
  writeFileSync(earlier, '')
  removeDrafts(dir)
  expect(readdirSync(dir)).toEqual([])
})

test('of a process elsewhere nobody knows here: its draft goes when it is an hour old', () => {
  const dir = tempDir()
  const [young, old] = ['a', 'b'].map((name) => draftOf(join(dir, name)).replace(/@.*\.draft$/, '@0123abcd.draft'))
  for (const path of [young!, old!]) writeFileSync(path, '')
  const earlier = Date.now() / 1000 - 4000
  utimesSync(old!, earlier, earlier)
  removeDrafts(dir)
  expect(readdirSync(dir)).toEqual([basename(young!)])
})

test('the draft of a file with a long name has a name of its own that a file system takes', () => {
  const dir = tempDir()
  const long = '名'.repeat(80)
  for (const end of ['.csv', '.json']) writeFileSync(draftOf(join(dir, long + end)), '')
  expect(readdirSync(dir)).toHaveLength(2)
})

test('what a killed starter left in a batch is taken away', () => {
  const dir = tempDir()
  mkdirSync(join(dir, '.launch/1'), { recursive: true })
  const draft = draftOf(join(dir, '.launch/1/order.json')).replace(`.${process.pid}`, '.999999999')
  writeFileSync(draft, '')
  removeBatchDrafts(dir)
  removeBatchDrafts(join(dir, 'no sweep'))
  expect(readdirSync(join(dir, '.launch/1'))).toEqual([])
})

function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'drafts-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}
