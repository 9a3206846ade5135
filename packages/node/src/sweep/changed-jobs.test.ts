import { expect, test } from 'vitest'
import { changedJobs } from './changed-jobs.js'
import { handedInTurn } from './job-files/handed-in-turn.js'
import type { HandedJob, JobList, SweepJob } from './launcher.js'

const jobs = (count: number): SweepJob[] =>
  Array.from({ length: count }, (_, number) => ({ number, overrides: [`x=${number}`], dir: `/sweep/${number}` }))

test('jobs are changed when they are asked for, and no others', () => {
  const made: number[] = []
  const named: JobList = changedJobs(jobs(1000), (job) => {
    made.push(job.number)
    return { ...job, id: `job_${job.number}` }
  })
  expect([named.length, made]).toEqual([1000, []])
  expect([named.at(7)?.id, named.at(1000)]).toEqual(['job_7', undefined])
  expect([...named.slice(3, 5)].map(({ id }) => id)).toEqual(['job_3', 'job_4'])
  expect(made).toEqual([7, 3, 4])
  expect(named.map(({ id }, at) => `${at} ${id}`)[999]).toBe('999 job_999')
  expect([...named][2]?.id).toBe('job_2')
})

test('jobs are handed over some at a time, when their turn comes', () => {
  const portions: number[] = []
  const handedAt = handedInTurn(jobs(1201), (some) => {
    portions.push(some.length)
    return some.map((job) => ({ job }) as HandedJob)
  })
  expect(portions).toEqual([])
  for (let at = 0; at < 500; at++) expect(handedAt(at).job.number).toBe(at)
  expect(portions).toEqual([500])
  for (let at = 500; at < 1201; at++) expect(handedAt(at).job.number).toBe(at)
  expect(portions).toEqual([500, 500, 201])
})
