import type { Engine } from './engine.js'
import { ourJobs } from './launch-on.js'
import type { LaunchContext, SweepJob } from './launcher.js'

/**
 * Ends jobs of a sweep that an engine was given by an earlier run, noted or not; gives those that still run by the engine's word, which
 * is asked for after the end.
 */
export async function cancelOn(
  engine: Engine,
  jobs: readonly SweepJob[],
  context: LaunchContext,
): Promise<readonly SweepJob[]> {
  const found = await ourJobs(engine, jobs, context)
  const ids = new Map<string, SweepJob>()
  for (const job of jobs) {
    const noted = context.earlier(job)
    if (noted?.engine === engine.name) ids.set(noted.id, job)
    const there = found.get(job.number)
    if (there !== undefined) ids.set(there, job)
  }
  if (ids.size === 0) return []
  const left = await engine.cancel([...ids.keys()])
  const known = left.length === 0 ? undefined : await engine.ask(left)
  // One that only waits finds that it was taken back, and ends having done nothing.
  return left.filter((id) => known?.get(id) === 'running').map((id) => ids.get(id)!)
}
