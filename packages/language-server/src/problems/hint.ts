import type { Origin } from '@hydraconf/core'

/** Something that is not wrong, and yet does nothing. */
export interface Hint {
  readonly code: string
  readonly message: string
  readonly origin: Origin
  /** What makes it so. */
  readonly because: Origin | undefined
}
