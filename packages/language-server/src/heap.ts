import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'

/**
 * Has the collector of this process begin again once a fifth more is in use than it left the last time, where V8 would wait for
 * up to four times as much: a server is there all day, and while a tree is checked most of its heap is what nobody needs.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=20')
}

/**
 * Lets the room for new values grow until most of them are nobody's any more when it is full, and no further: V8 would take four
 * times as much. To be called once all is loaded, since compiled code is kept under the flags that there are.
 */
export function limitYoungGeneration(): void {
  const limit = (): void => {
    const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')
    setFlagsFromString((young?.space_size ?? 0) < YOUNG ? GROWING : KEPT)
  }
  setInterval(limit, LOOKS_EVERY).unref()
  process.prependListener('exit', () => setFlagsFromString(GROWING))
}

/**
 * Has the collector bring together what is scattered over pages that are a fifth empty, where V8 would leave them until most of each is,
 * but only while nothing comes from the client: between two keys it would be waited for.
 */
export function compactWhileQuiet(input: NodeJS.ReadableStream): void {
  const compact = setTimeout(() => setFlagsFromString('--optimize-for-size'), QUIET).unref()
  input.on('data', () => {
    setFlagsFromString('--no-optimize-for-size')
    compact.refresh()
  })
}

/** Milliseconds: a person thinks. */
const QUIET = 150

const GROWING = '--semi-space-growth-factor=2'
const KEPT = '--semi-space-growth-factor=1'

/** Bytes, the half that values are moved to with it. */
const YOUNG = 4 * 2 ** 20

/** Milliseconds. */
const LOOKS_EVERY = 100
