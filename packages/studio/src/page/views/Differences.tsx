import type { ComparedSide, ComparedValue } from '../engine/comparison.js'
import { useStudio } from '../studio.js'
import { Breakable } from './Breakable.js'
import { useFirstRows } from './first-rows.js'

interface DifferencesProps {
  readonly values: readonly ComparedValue[]
  readonly label: string
  readonly left: string
  readonly right: string
}

/** Only what differs, with the cause on either side. */
export function Differences({ values, label, left, right }: DifferencesProps) {
  const { turn } = useStudio()
  const [shown, more] = useFirstRows(values)
  if (values.length === 0) return <p class="quiet">No difference.</p>
  return (
    <>
      <table class="differences" aria-label={label}>
        <thead>
          <tr>
            <th>Key</th>
            <th>{left}</th>
            <th>{right}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, left: before, right: after }) => (
            <tr key={key}>
              <td>
                <button type="button" class="link" onClick={() => turn({ key })}>
                  <Breakable text={key} />
                </button>
              </td>
              <Side side={before} name="left" />
              <Side side={after} name="right" />
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
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
