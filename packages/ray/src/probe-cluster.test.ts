import { expect, test } from 'vitest'
import { probeCluster } from './probe-cluster.js'
import type { JobDetails, RayApi } from './ray-api.js'
import type { RaySweep } from './ray-engine.js'

const SWEEP = { id: 'app.1', program: ['node', 'app.mjs'] } as unknown as RaySweep

/** A Ray on which a look ended so. */
function rayWith(end: Partial<JobDetails>): RayApi {
  const unasked = () => expect.unreachable()
  const job = { submission_id: 'it', status: 'SUCCEEDED', ...end } as JobDetails
  return { address: 'http://head:8265', submit: async () => {}, get: async () => job, list: unasked, stop: unasked }
}

test('a machine that lacks a file is told of, in the words of the look', async () => {
  const looked = probeCluster(
    rayWith({
      status: 'FAILED',
      error_type: 'JOB_ENTRYPOINT_COMMAND_ERROR',
      message: 'exit code 1, last logs:\nthere is no /sweep/.launch/1/order.json\n',
    }),
    SWEEP,
    '/sweep/.launch/1',
  )
  await expect(looked).rejects.toThrow('there is no /sweep/.launch/1/order.json')
})

test.each(['JOB_SUPERVISOR_ACTOR_UNSCHEDULABLE', 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT', 'JOB_SUPERVISOR_ACTOR_DIED'])(
  'a cluster that is too busy to look may have all that is needed: %s',
  async (error_type) => {
    await probeCluster(
      rayWith({ status: 'FAILED', error_type, message: 'Could not create the actor' }),
      SWEEP,
      '/sweep',
    )
  },
)
