import type { ProblemData } from '../engine/check-tree.js'
import { useFirstRows } from './first-rows.js'
import { PlaceLink } from './PlaceLink.js'

/** What a check says, each with its place and what mends it. */
export function ProblemList({ problems }: { readonly problems: readonly ProblemData[] }) {
  const [shown, more] = useFirstRows(problems)
  if (problems.length === 0) return null
  return (
    <>
      <ul class="problems" aria-label="Problems">
        {shown.map(({ severity, code, message, advice, place }, at) => (
          <li key={`${code} ${at}`} class={severity}>
            <b>{severity}</b> {message} <span class="note">[{code}]</span>
            {place !== undefined && (
              <p>
                <PlaceLink place={place} />
              </p>
            )}
            {advice !== undefined && <p class="advice">{advice}</p>}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
