import type { CommandContext, CommandLine } from './run-worker.js'

const value = (name: string, placeholder: string, summary: string) =>
  ({ name, takes: 'value', placeholder, summary }) as const

/** What the `hydraconf` command finds in this package: `hydraconf worker ...` runs it. */
export const command = {
  summary: 'take jobs of sweeps from a queue in Redis, and run them',
  flags: [
    value('redis', 'URL', 'where it is (REDIS_URL, or redis://localhost:6379/0)'),
    value('queue', 'NAME', 'which queue (hydraconf; that of hydra/launcher=rq is default)'),
    value('concurrency', 'N', 'how many jobs at once (1)'),
    value('lock', 'SECONDS', 'how long a worker may be silent before its jobs count as lost (30)'),
  ],
  examples: ['worker', 'worker --redis redis://queue.example:6379/0 --queue default --concurrency 4'],
  /** What talks to Redis is loaded when it runs: whoever lists the commands needs none of it. */
  async run(line: CommandLine, context: CommandContext): Promise<number> {
    const { runWorker } = await import('./run-worker.js')
    return runWorker(line, context)
  },
} as const
