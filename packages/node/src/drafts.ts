import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ownProcess, stateOf } from './process-id.js'

/**
 * Where a file is written before it takes its place: beside it, hidden, and named by the process that writes it.
 * `.config.yaml.1234-56789@0f3c9a12.draft`
 */
export function draftOf(path: string): string {
  const name = basename(path)
  const short = name.length > MOST_OF_NAME ? `${name.slice(0, MOST_OF_NAME)}-${digest(name)}` : name
  return join(dirname(path), `.${short}.${ownWriter()}.draft`)
}

/**
 * Takes away the drafts that processes left in a directory when they were killed: those of this machine that are gone, and
 * those of elsewhere, or of before a reboot, that nobody has written to for an hour.
 */
export function removeDrafts(dir: string): void {
  for (const name of readdirSync(dir)) {
    const [, process, machine] = DRAFT.exec(name) ?? []
    if (process === undefined) continue
    const isHere = machine === ownWriter().split('@')[1]
    const isLeft = isHere ? stateOf(process.replace('-', ':')) === 'gone' : isOld(join(dir, name))
    if (isLeft) rmSync(join(dir, name), { force: true })
  }
}

const DRAFT = /^\..*\.(\d+(?:-\d+)?)@([0-9a-f]{8})\.draft$/

// A file system takes names of 255 bytes.
const MOST_OF_NAME = 50

const HOUR = 3_600_000

function isOld(path: string): boolean {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return modified !== undefined && Date.now() - modified > HOUR
}

/** Our own name, as short as the name of a file has to be and without what some systems do not take in one. */
function ownWriter(): string {
  const [process = '', machine = ''] = ownProcess().split('@')
  return `${process.replace(':', '-')}@${digest(machine)}`
}

/** FNV-1a: to load real digests takes a while, and nobody forges these. */
function digest(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
