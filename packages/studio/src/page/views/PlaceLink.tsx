import type { Place } from '../engine/place.js'
import { useTurn } from '../studio.js'
import { Breakable } from './Breakable.js'

/** A place that opens the file beside the config, where it is in one. */
export function PlaceLink({ place }: { readonly place: Place }) {
  const turn = useTurn()
  if (place.file === undefined) {
    return (
      <span class="place">
        <Breakable text={place.shown} />
      </span>
    )
  }
  return (
    <button type="button" class="place link" onClick={() => turn({ file: place.file, line: place.line })}>
      <Breakable text={place.shown} />
    </button>
  )
}
