import { execFile } from 'node:child_process'
import { raise } from '@hydraconf/core'
import { notHere, refused } from './messages.js'

/** One of SLURM's commands, and what it printed. */
export type Run = (command: string, args: readonly string[]) => Promise<string>

/** @throws PluginException where the command is not there, or refuses */
export const run: Run = (command, args) =>
  new Promise((resolve, reject) => {
    execFile(command, args, { maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout)
      if ((error as NodeJS.ErrnoException).code === 'ENOENT')
        return reject(raise(notHere({ command, why: 'there is no such command on this machine' })))
      const said = stderr.trim().replaceAll(/^\w+: (error: )?/gm, '') || error.message
      reject(raise(refused({ command: [command, ...args].join(' '), said })))
    })
  })
