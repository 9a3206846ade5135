import type { PanelCell, PanelMatrix } from '../../panel.js'
import { Breakable } from './Breakable.js'

interface PanelMatrixViewProps {
  readonly matrix: PanelMatrix
  readonly choose: (id: string) => void
}

/** A picture of rows by columns. Arrows go from cell to cell; Tab goes in at the chosen one, and out. */
export function PanelMatrixView({ matrix, choose }: PanelMatrixViewProps) {
  const { label, rows, columns, cells, legend, value } = matrix
  const all = cells.flat()
  const entered = all.find((cell) => cell?.id === value) ?? all.find((cell) => cell !== undefined)
  return (
    <section class="matrix" aria-label={label}>
      <ul class="legend" aria-label="Legend">
        {legend.map(({ tone, sign, text }) => (
          <li key={sign}>
            <span class={`tone ${tone}`} aria-hidden="true">
              {sign}
            </span>{' '}
            {text}
          </li>
        ))}
      </ul>
      <div class="scroll">
        <table aria-label={label} onKeyDown={moveCell}>
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column} scope="col">
                  <Breakable text={column} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row}>
                <th scope="row">{row}</th>
                {columns.map((column, over) => {
                  const cell = cells[at]?.[over]
                  return (
                    <td key={column}>
                      {cell !== undefined && (
                        <Cell
                          cell={cell}
                          name={`${row} with ${column}`}
                          isChosen={cell.id === value}
                          isEntered={cell === entered}
                          choose={choose}
                        />
                      )}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface CellProps {
  readonly cell: PanelCell
  readonly name: string
  readonly isChosen: boolean
  readonly isEntered: boolean
  readonly choose: (id: string) => void
}

function Cell({ cell: { id, tone, sign, text, title }, name, isChosen, isEntered, choose }: CellProps) {
  return (
    <button
      type="button"
      class={`tone ${tone}`}
      aria-pressed={isChosen}
      aria-label={`${name}: ${text}. ${title}`}
      title={title}
      tabIndex={isEntered ? 0 : -1}
      onClick={() => choose(id)}
    >
      <b>{sign}</b> {text}
    </button>
  )
}

function moveCell(event: KeyboardEvent): void {
  const td = (event.target as HTMLElement).closest('td')
  const row = td?.parentElement as HTMLTableRowElement | null | undefined
  if (td === null || td === undefined || row === null || row === undefined) return
  const [down, over] = STEPS[event.key] ?? [0, 0]
  if (down === 0 && over === 0) return
  event.preventDefault()
  const table = row.closest('table')!
  // Over cells that have nothing.
  for (let at = row.rowIndex + down, to = td.cellIndex + over; ; at += down, to += over) {
    const next = table.rows[at]?.cells[to]
    if (next === undefined) return
    const button = next.querySelector('button')
    if (button === null) continue
    button.focus()
    return
  }
}

const STEPS: Readonly<Record<string, readonly [down: number, over: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
}
