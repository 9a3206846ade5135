import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { EndedJobs } from './ended-jobs.js'

let dir: string
let path: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ended-jobs-'))
  path = join(dir, '.journal.jsonl')
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
})

const line = (kind: string, job: number, value = '') => `\n${JSON.stringify({ kind, job, value })}\n`

test('what the journal says of jobs that are done is told once', () => {
  writeFileSync(path, line('completed', 1))
  const ended = new EndedJobs(dir)
  expect(ended.sinceLast()).toEqual([])
  appendFileSync(path, line('begun', 2) + line('completed', 2, '{"kind":"completed","job":7}') + line('failed', 12))
  expect([ended.sinceLast(), ended.sinceLast()]).toEqual([[2, 12], []])
})

test('half a line counts when its end is there, and one that is cut off for ever hides none behind it', () => {
  const ended = new EndedJobs(dir)
  expect(ended.sinceLast()).toEqual([])
  writeFileSync(path, line('completed', 1).slice(0, -8))
  expect(ended.sinceLast()).toEqual([])
  appendFileSync(path, line('completed', 1).slice(-8))
  expect(ended.sinceLast()).toEqual([1])
  appendFileSync(path, line('completed', 2).slice(0, 9))
  appendFileSync(path, line('completed', 3))
  expect(ended.sinceLast()).toEqual([3])
})

test('very many lines and very long ones are read through', () => {
  writeFileSync(path, '')
  const ended = new EndedJobs(dir)
  const long = line('begun', 0, 'é'.repeat(200_000))
  appendFileSync(path, Array.from({ length: 5000 }, (_, job) => line('completed', job)).join('') + long)
  appendFileSync(path, line('completed', 5000, 'é'.repeat(16_000)))
  expect(ended.sinceLast()).toEqual(Array.from({ length: 5001 }, (_, job) => job))
})

test('a journal that took the place of another is read from its beginning', () => {
  writeFileSync(path, line('begun', 0, 'x'.repeat(1000)))
  const ended = new EndedJobs(dir)
  writeFileSync(path, line('completed', 4))
  expect(ended.sinceLast()).toEqual([4])
})
