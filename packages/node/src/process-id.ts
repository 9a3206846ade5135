import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * A process as something to recognise it by later, and elsewhere: its id, where the system tells when it began, and the
 * machine with its boot and its name space of processes. `1234:56789@host/boot/space`
 */
export type ProcessName = string

/** `elsewhere`: it is on another machine, in another container or before a reboot, and nobody knows here. */
export type ProcessState = 'running' | 'gone' | 'elsewhere'

/** Our own name. */
export function ownProcess(): ProcessName {
  own ??= `${startOf(process.pid) ?? process.pid}@${machine()}`
  return own
}

let own: ProcessName | undefined

/** Whether a process still runs. An id that another process has by now does not count. */
export function stateOf(name: ProcessName): ProcessState {
  const [process = '', on = machine()] = name.split('@')
  if (on !== machine()) return 'elsewhere'
  return isHere(process) ? 'running' : 'gone'
}

/** Whether a process of this machine runs. */
export function isRunning(name: ProcessName): boolean {
  return stateOf(name) === 'running'
}

export function pidOf(name: ProcessName): number {
  return Number.parseInt(name, 10)
}

/** The machine that a process is on, as a person knows it. */
export function hostOf(name: ProcessName): string {
  return (name.split('@')[1] ?? '').split('/')[0] ?? ''
}

function isHere(name: string): boolean {
  const pid = pidOf(name)
  const now = startOf(pid)
  if (now !== undefined) return now === name
  if (name.includes(':')) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function machine(): string {
  known ??= [hostname(), textOf(() => readFileSync(BOOT, 'latin1')), textOf(() => readlinkSync('/proc/self/ns/pid'))]
    .filter((part) => part !== '')
    .join('/')
  return known
}

let known: string | undefined

const BOOT = '/proc/sys/kernel/random/boot_id'

/** What the system says, if it does. */
function textOf(ask: () => string): string {
  try {
    return ask().trim()
  } catch {
    return ''
  }
}

//   1234 (node) S 1 … 22nd field: clock ticks after the boot
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${pid}:${fields[19]}`
  } catch {
    return undefined
  }
}
