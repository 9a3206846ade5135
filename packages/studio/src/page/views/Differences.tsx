import type { ComparedSide, ComparedValue } from '../engine/comparison.js'
import { useStudio } from '../studio.js'

interface DifferencesProps {
  readonly values: readonly ComparedValue[]
  readonly label: string
  readonly left: string
  readonly right: string
}

/** So many rows are drawn at most; who has more looks for a key. */
const MOST_ROWS = 2000

/** Only what differs, with the cause on either side. */
export function Differences({ values, label, left, right }: DifferencesProps) {
  const { turn } = useStudio()
  if (values.length === 0) return <p class="quiet">No difference.</p>
  return (
    <table aria-label={label}>
      <thead>
        <tr>
          <th>Key</th>
          <th>{left}</th>
          <th>{right}</th>
        </tr>
      </thead>
      <tbody>
        {values.slice(0, MOST_ROWS).map(({ key, left: before, right: after }) => (
          <tr key={key}>
            <td>
              <button type="button" class="link" onClick={() => turn({ key })}>
                {key}
              </button>
            </td>
            <Side side={before} name="left" />
            <Side side={after} name="right" />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Side({ side, name }: { readonly side: ComparedSide | undefined; readonly name: string }) {
  if (side === undefined) return <td class={`${name} absent`}>(absent)</td>
  return (
    <td class={name}>
      <code>{side.value}</code>
      {side.because !== undefined && <span class="by">{side.because}</span>}
    </td>
  )
}
