import type { JobOrder } from './launcher.js'

/** The variable that tells a program to run one job of a sweep and nothing else. */
export const JOB_VARIABLE = 'HYDRACONF_JOB'

/** What a job in a process of its own sends to who launched it. */
export interface JobMessage {
  readonly status: 'completed' | 'failed'
  readonly value?: unknown
  readonly error?: string | undefined
  readonly workingDir: string
  readonly taskName: string
}

/** Takes the order out of the environment: what the job starts itself is not that job. */
export function takeJobOrder(env: Record<string, string | undefined>): JobOrder | undefined {
  const text = env[JOB_VARIABLE]
  if (text === undefined) return undefined
  delete env[JOB_VARIABLE]
  return JSON.parse(text) as JobOrder
}

/** Sends the result to the launcher, if it listens; a value that cannot be sent is left out. */
export function sendMessage(message: JobMessage): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve()
    try {
      process.send(message, undefined, undefined, () => resolve())
    } catch {
      process.send({ ...message, value: undefined }, undefined, undefined, () => resolve())
    }
  })
}

/** A job whose launcher is gone stops: nobody waits for it, and a resumed sweep runs it again. */
export function stopWithLauncher(): void {
  if (process.send === undefined) return
  process.channel?.unref()
  process.on('disconnect', () => process.exit(1))
}
