import { useEffect, useRef, useState } from 'preact/hooks'
import type { Picture, PictureNode } from '../engine/defaults-picture.js'
import { useAnswer, useStudio } from '../studio.js'
import { Breakable } from './Breakable.js'
import { DefaultsTable } from './DefaultsTable.js'
import { useFirstRows } from './first-rows.js'
import { PlaceLink } from './PlaceLink.js'
import { Refused } from './Refused.js'

const BOX = { width: 240, height: 40 }

/** The defaults tree as a picture, with the final list's numbers, and what a config of it contributed. */
export function DefaultsView() {
  const { session, outcome } = useStudio()
  const [chosen, setChosen] = useState<number | undefined>(undefined)
  const [showsHydra, setShowsHydra] = useState(false)
  const picture = useAnswer(() => session.picture(showsHydra), [outcome, showsHydra])
  const node = picture?.nodes.find(({ id }) => id === chosen)
  return (
    <div class="view">
      {outcome?.refusal !== undefined && <Refused refusal={outcome.refusal} />}
      <label class="check">
        <input
          type="checkbox"
          checked={showsHydra}
          onChange={({ currentTarget }) => setShowsHydra(currentTarget.checked)}
        />
        Hydra's own configs
      </label>
      {picture !== undefined && <Drawing picture={picture} chosen={chosen} choose={setChosen} />}
      {picture !== undefined && <DefaultsTable rows={picture.rows} chosen={chosen} choose={setChosen} />}
      {node === undefined ? (
        <p class="quiet">Choose a config to see its file, what it said, and what was overwritten later.</p>
      ) : (
        <Contributed node={node} />
      )}
    </div>
  )
}

interface DrawingProps {
  readonly picture: Picture
  readonly chosen: number | undefined
  readonly choose: (id: number) => void
}

function Drawing({ picture, chosen, choose }: DrawingProps) {
  const { width, height, nodes } = picture
  const box = useRef<HTMLElement>(null)
  // What everything hangs on is in sight first: it stands halfway down, and a large tree is higher than the view.
  useEffect(() => {
    const top = nodes[0]?.y ?? 0
    box.current!.scrollTop = top + BOX.height / 2 - box.current!.clientHeight / 2
  }, [height])
  return (
    <section class="picture" aria-label="Defaults tree" ref={box}>
      <svg width={width} height={height} role="presentation">
        {nodes.map(({ id, parent, x, y }) => {
          const from = parent === undefined ? undefined : nodes[parent]
          if (from === undefined) return null
          const [left, top] = [from.x + BOX.width, from.y + BOX.height / 2]
          const middle = (left + x) / 2
          return (
            <path
              key={id}
              d={`M${left},${top} C${middle},${top} ${middle},${y + BOX.height / 2} ${x},${y + BOX.height / 2}`}
            />
          )
        })}
      </svg>
      {nodes.map((node) => (
        <button
          key={node.id}
          type="button"
          class={`box ${node.kind}`}
          aria-pressed={node.id === chosen}
          style={{ left: `${node.x}px`, top: `${node.y}px`, width: `${BOX.width}px`, height: `${BOX.height}px` }}
          title={titleOf(node)}
          onClick={() => choose(node.id)}
        >
          <span class="name">
            {node.order !== undefined && <b>{node.order} </b>}
            {node.label}
          </span>
          <small>{node.because ?? node.package}</small>
        </button>
      ))}
    </section>
  )
}

function titleOf({ configPath, package: pkg, because }: PictureNode): string {
  return `${configPath}, package ${pkg}${because === undefined ? '' : `: ${because}`}`
}

function Contributed({ node }: { readonly node: PictureNode }) {
  const { session, outcome, turn } = useStudio()
  const { order, file, place, configPath, because } = node
  const said = useAnswer(
    () => (order === undefined ? Promise.resolve([]) : session.contribution(order)),
    [order, outcome],
  )
  const [shown, more] = useFirstRows(said ?? [])
  return (
    <section aria-label="Contribution">
      <h2>
        <span>
          {configPath}
          {order !== undefined && <span class="note"> number {order} of the final list</span>}
        </span>
      </h2>
      <p>
        {file !== undefined && (
          <button type="button" class="link" onClick={() => turn({ file, line: 1 })}>
            open the file
          </button>
        )}
        {place !== undefined && (
          <>
            {' '}
            brought in by <PlaceLink place={place} />
          </>
        )}
        {because !== undefined && <span class="note"> adds nothing: {because}</span>}
      </p>
      <table class="differences">
        <thead>
          <tr>
            <th>Key</th>
            <th>Says</th>
            <th>Became</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ key, value, isKept, now, by }) => (
            <tr key={key} class={isKept ? '' : 'overwritten'}>
              <td>
                <button type="button" class="link" onClick={() => turn({ key })}>
                  <Breakable text={key} />
                </button>
              </td>
              <td>
                <code>{value}</code>
              </td>
              <td>
                {isKept ? (
                  'stays'
                ) : (
                  <>
                    overwritten by {by}: <code>{now}</code>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </section>
  )
}
