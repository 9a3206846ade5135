import type { Flags } from '../flags/flags.js'
import type { EarlierSweepFlags } from '../flags/hydraconf-flags.js'
import type { ProgramContext } from '../main/program-context.js'

/** `--resume`, `--retry`, `--cancel`: what is done with a sweep that was begun earlier. Gives the exit code. */
export async function actOnSweep(asked: EarlierSweepFlags, flags: Flags, program: ProgramContext): Promise<number> {
  const { action, dir } = asked
  if (action === 'cancel') return (await import('./cancel.js')).cancelSweep(dir, flags, program)
  if (action === 'retry') await (await import('./retry.js')).retrySweep(asked, flags, program)
  else await (await import('./resume.js')).resumeSweep(dir, flags, program)
  return 0
}
