import { useStudio } from '../studio.js'
import { LoadTexts } from './LoadTexts.js'
import { PlaceLink } from './PlaceLink.js'

/** What `hydraconf check` would say of the tree as it is in the page. */
export function ProblemsView() {
  const { problems, hasTexts } = useStudio()
  if (!hasTexts) return <LoadTexts why="To check a tree is to read all of its files." />
  if (problems === undefined) return <p class="quiet view">Checking every option …</p>
  if (problems.length === 0) return <p class="quiet view">Nothing is wrong with this tree.</p>
  return (
    <div class="view">
      <ul class="problems" aria-label="Problems">
        {problems.map(({ severity, code, message, advice, place }, at) => (
          <li key={`${code} ${at}`} class={severity}>
            <b>{severity}</b> {message} <span class="note">{code}</span>
            {place !== undefined && (
              <p>
                <PlaceLink place={place} />
              </p>
            )}
            {advice !== undefined && <p class="advice">{advice}</p>}
          </li>
        ))}
      </ul>
    </div>
  )
}
