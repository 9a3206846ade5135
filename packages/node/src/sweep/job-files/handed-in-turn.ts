import type { HandedJob, JobList, LaunchContext } from '../launcher.js'

/** So many are handed over at a time. */
const PORTION = 500

/** Hands jobs over when their turn comes, some at a time; they are asked for in their order. */
export function handedInTurn(jobs: JobList, handOver: LaunchContext['handOver']): (index: number) => HandedJob {
  let from = 0
  let handed: readonly HandedJob[] = []
  return (index) => {
    if (index >= from + handed.length) {
      from = index
      handed = handOver([...jobs.slice(from, from + PORTION)])
    }
    return handed[index - from]!
  }
}
