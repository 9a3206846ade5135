import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

/** So many rows of a table are drawn at first, and with each further look: more at one stretch would hold up the page. */
export const ROWS_AT_ONCE = 50

/** The first rows of a long table, and the button that shows more of them; none where all are in sight. */
export function useFirstRows<Row>(rows: readonly Row[]): readonly [shown: readonly Row[], more: ComponentChildren] {
  const [most, setMost] = useState(ROWS_AT_ONCE)
  const left = rows.length - most
  if (left <= 0) return [rows, null]
  const more = (
    <p>
      <button type="button" onClick={() => setMost(most + ROWS_AT_ONCE)}>
        Show {Math.min(left, ROWS_AT_ONCE)} more of {rows.length.toLocaleString('en')}
      </button>
    </p>
  )
  return [rows.slice(0, most), more]
}
