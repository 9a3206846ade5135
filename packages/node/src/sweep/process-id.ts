import { readFileSync } from 'node:fs'

/** A process as something to recognise it by later: its id, and where the system tells, when it began. */
export type ProcessName = string

/** Our own name. */
export function ownProcess(): ProcessName {
  return nameOf(process.pid) ?? String(process.pid)
}

/** Whether a process still runs. An id that another process has by now does not count. */
export function isRunning(name: ProcessName): boolean {
  const pid = pidOf(name)
  const now = nameOf(pid)
  if (now !== undefined) return now === name
  if (name.includes(':')) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function pidOf(name: ProcessName): number {
  return Number.parseInt(name, 10)
}

//   1234 (node) S 1 … 22nd field: clock ticks after the boot
function nameOf(pid: number): ProcessName | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}:${fields[19]}`
  } catch {
    return undefined
  }
}
