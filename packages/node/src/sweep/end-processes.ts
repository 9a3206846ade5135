import { isRunning, type ProcessName, pidOf } from '../process-id.js'
import { wait } from '../wait.js'

/**
 * Ends processes of this machine: asks them, and those that are left after so many seconds are killed, where they may be. Gives those
 * that run nevertheless. A process that has the id of one by now is left alone.
 */
export async function endProcesses(
  names: readonly ProcessName[],
  { patience, kills }: { readonly patience: number; readonly kills: boolean },
): Promise<readonly ProcessName[]> {
  signal(names, 'SIGTERM')
  const left = await untilGone(names, patience)
  if (left.length === 0 || !kills) return left
  signal(left, 'SIGKILL')
  return untilGone(left, patience)
}

function signal(names: readonly ProcessName[], how: NodeJS.Signals): void {
  for (const name of names.filter(isRunning)) {
    try {
      process.kill(pidOf(name), how)
    } catch {
      // It has just ended, or is somebody else's, which shows.
    }
  }
}

async function untilGone(names: readonly ProcessName[], patience: number): Promise<readonly ProcessName[]> {
  const begun = Date.now()
  for (;;) {
    const left = names.filter(isRunning)
    if (left.length === 0 || Date.now() - begun >= patience * 1000) return left
    await wait(50)
  }
}
