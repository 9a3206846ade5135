import { reason } from './system-error.js'

/** Stdout takes no more: its reader is gone, or the device behind it is full. */
export class OutputLost extends Error {
  override readonly name = 'OutputLost'
  /** The reader had enough: `… | head`. */
  readonly isUnread: boolean

  constructor(cause: unknown) {
    super(`Could not write to stdout: ${reason(cause)}`, { cause })
    this.isUnread = (cause as NodeJS.ErrnoException).code === 'EPIPE'
  }
}

/** Writes to stdout. @throws OutputLost at once, not in a later turn: who prints without end has to be told */
export function writeOut(text: string): void {
  const { stdout } = process
  write(stdout, text)
  if (stdout.errored) throw new OutputLost(stdout.errored)
}

/** Writes to stderr. Where that is gone there is nobody left to tell. */
export function writeErr(text: string): void {
  try {
    write(process.stderr, text)
  } catch {}
}

function write(stream: NodeJS.WriteStream, text: string): void {
  // Without a listener, what fails later ends the process with a stack trace.
  if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore)
  try {
    stream.write(text)
  } catch (error) {
    throw new OutputLost(error)
  }
}

function ignore(): void {}
