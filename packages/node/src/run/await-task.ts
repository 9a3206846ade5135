import { raise } from '@hydraconf/core'
import type { Host } from '../host.js'
import { taskNeverSettles } from '../messages.js'

/**
 * What an async task gives. One that waits for something that cannot come any more would let the process end in silence:
 * it has failed, and what comes after it goes on.
 *
 * @throws HydraException for a task that never settles, and what the task throws
 */
export function awaitTask<T>(task: PromiseLike<T>, { onIdle }: Pick<Host, 'onIdle'>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = onIdle?.(() => {
      stop?.()
      reject(raise(taskNeverSettles()))
    })
    task.then(
      (value) => {
        stop?.()
        resolve(value)
      },
      (error) => {
        stop?.()
        reject(error)
      },
    )
  })
}
