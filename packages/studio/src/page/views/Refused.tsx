import type { Refusal } from '../engine/refusal.js'
import { PlaceLink } from './PlaceLink.js'

/** A refusal of the engine, with its place and the line that it is about. */
export function Refused({ refusal }: { readonly refusal: Refusal }) {
  const { type, summary, place, frame, advice } = refusal
  return (
    <section class="refusal" role="alert" aria-label="Refused">
      <p>
        <strong>{type}</strong> <span class="summary">{summary}</span>
      </p>
      {place?.file !== undefined && (
        <p>
          <PlaceLink place={place} />
        </p>
      )}
      {frame !== '' && <pre>{frame}</pre>}
      {advice !== undefined && <p class="advice">{advice}</p>}
    </section>
  )
}
