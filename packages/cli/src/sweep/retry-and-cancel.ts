import { resolve } from 'node:path'
import type { CommandContext, CommandLine } from '../command.js'
import { haveItsProgram } from './program-of-sweep.js'

/** `hydraconf sweep retry DIR`: what failed or was lost runs again, by the program that the sweep was started with. */
export function sweepRetry({ positionals, flags }: CommandLine, { host }: CommandContext): Promise<number> {
  const [dir = '', ...launcher] = positionals
  const { job, cause } = flags
  const words = [
    `--retry=${resolve(host.cwd(), dir)}`,
    ...(typeof job === 'string' ? [`--job=${job}`] : []),
    ...(typeof cause === 'string' ? [`--cause=${cause}`] : []),
    ...launcher,
  ]
  return haveItsProgram(words, dir, host)
}

/** `hydraconf sweep cancel DIR`: the program of the sweep ends it, as it knows who has its jobs. */
export function sweepCancel({ positionals }: CommandLine, { host }: CommandContext): Promise<number> {
  const [dir = ''] = positionals
  return haveItsProgram([`--cancel=${resolve(host.cwd(), dir)}`], dir, host)
}
