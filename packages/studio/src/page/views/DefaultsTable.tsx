import type { DefaultsRow } from '../engine/defaults-picture.js'
import { Breakable } from './Breakable.js'
import { useFirstRows } from './first-rows.js'

interface DefaultsTableProps {
  readonly rows: readonly DefaultsRow[]
  /** The box of the picture that is looked at. */
  readonly chosen: number | undefined
  readonly choose: (node: number) => void
}

/** The final list as `--info defaults` prints it, with the entries that add nothing where they stand, and why. */
export function DefaultsTable({ rows, chosen, choose }: DefaultsTableProps) {
  const [shown, more] = useFirstRows(rows)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard.
    <section class="defaults-list" aria-label="Final list" tabIndex={0}>
      <table aria-label="Final defaults list">
        <thead>
          <tr>
            <th>#</th>
            <th>Config path</th>
            <th>Package</th>
            <th>_self_</th>
            <th>Parent</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ node, order, configPath, package: pkg, isSelf, parent, because }) => (
            <tr key={node} class={`${because === undefined ? '' : 'absent'} ${node === chosen ? 'chosen' : ''}`}>
              <td>{order ?? '–'}</td>
              <td>
                <button type="button" class="link" aria-pressed={node === chosen} onClick={() => choose(node)}>
                  <Breakable text={configPath} />
                </button>
                {because !== undefined && <span class="note"> adds nothing: {because}</span>}
              </td>
              <td>
                <Breakable text={pkg} />
              </td>
              <td>{order === undefined ? '' : isSelf ? 'True' : 'False'}</td>
              <td>
                <Breakable text={parent} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </section>
  )
}
