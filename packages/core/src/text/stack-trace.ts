import { HydraconfError } from './errors.js'

/** Functions of V8 and of Node that a plain JavaScript engine lacks. */
const { captureStackTrace } = Error as {
  captureStackTrace?: (error: Error, below: (...args: never[]) => unknown) => void
}

/**
 * Does what a function of the public API is called for, so that a refusal which nobody catches reads as one of the line that
 * called: the message and the frames from there on. `isFull` leaves ours too.
 */
export function atCaller<T>(entry: (...args: never[]) => unknown, isFull: boolean, action: () => T): T {
  try {
    return action()
  } catch (error) {
    if (error instanceof HydraconfError && !isFull) captureStackTrace?.(error, entry)
    throw error
  }
}
