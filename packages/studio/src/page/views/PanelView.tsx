import type { FunctionComponent } from 'preact'
import type { PanelField, PanelPart, PanelTable } from '../../panel.js'
import type { Place } from '../engine/place.js'
import type { RemoteSession } from '../engine/remote.js'
import { useAnswer, useStudio } from '../studio.js'
import { useFirstRows } from './first-rows.js'
import { PanelMatrixView } from './PanelMatrixView.js'
import { PlaceLink } from './PlaceLink.js'
import { Refused } from './Refused.js'

/** Chooses something in a panel, by the name of a field. */
export type Choose = (name: string, value: string) => void

/** The tab of a plugin's panel: what the panel says there is to be seen, drawn. */
export function panelView(name: string): FunctionComponent {
  return () => <PanelTab name={name} />
}

function PanelTab({ name }: { readonly name: string }) {
  const { tree, session, look, version, turn } = useStudio()
  const { configName, overrides } = look
  const prefix = `${name}.`
  const chosen = Object.fromEntries(
    Object.entries(look.chosen).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  )
  const answer = useAnswer(async () => {
    if (!tree.isServed) await givePanel(name, session)
    return session.panel(name, { configName, overrides, chosen })
  }, [name, configName, overrides.join('\n'), JSON.stringify(chosen), version])
  const choose: Choose = (field, value) => turn({ chosen: { ...look.chosen, [prefix + field]: value } })
  if (answer === undefined) return <p class="quiet view">One moment …</p>
  if (answer.refusal !== undefined) return <Refused refusal={answer.refusal} />
  return (
    <div class="view panel">
      {answer.value.parts.map((part, at) => (
        <Part key={at} part={chosenIn(part, chosen)} choose={choose} />
      ))}
    </div>
  )
}

/** A part with what is chosen by now: the answer may be one to an earlier choice. */
function chosenIn(part: PanelPart<Place>, chosen: Readonly<Record<string, string>>): PanelPart<Place> {
  if (part.kind === 'matrix') return { ...part, value: chosen[part.name] ?? part.value }
  if (part.kind !== 'fields') return part
  return { ...part, fields: part.fields.map((field) => ({ ...field, value: chosen[field.name] ?? field.value })) }
}

function Part({ part, choose }: { readonly part: PanelPart<Place>; readonly choose: Choose }) {
  switch (part.kind) {
    case 'heading':
      return <h2>{part.text}</h2>
    case 'text':
      return <p class={part.isWarning === true ? 'warning' : ''}>{part.text}</p>
    case 'fields':
      return (
        <div class="tools">
          {part.fields.map((field) => (
            <Field key={field.name} field={field} choose={choose} />
          ))}
        </div>
      )
    case 'matrix':
      return <PanelMatrixView matrix={part} choose={(id) => choose(part.name, id)} />
    case 'table':
      return <Table table={part} />
  }
}

function Field({ field, choose }: { readonly field: PanelField; readonly choose: Choose }) {
  const { name, label, options, value } = field
  return (
    <label class="check">
      {label}
      <select value={value} onChange={({ currentTarget }) => choose(name, currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

function Table({ table: { label, columns, rows } }: { readonly table: PanelTable<Place> }) {
  const [shown, more] = useFirstRows(rows)
  return (
    <>
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((cells, row) => (
            <tr key={row}>
              {cells.map(({ text, at }, column) => (
                <td key={column}>
                  <code>{text}</code>
                  {at !== undefined && (
                    <span class="by">
                      <PlaceLink place={at} />
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more}
    </>
  )
}

/**
 * From the disk a worker loads nothing: the page hands it the script, which is loaded as a script of its own. Who asks while it is
 * on its way waits for it, too.
 */
function givePanel(name: string, session: RemoteSession): Promise<void> {
  const known = given.get(name)
  if (known !== undefined) return known
  const giving = loadAndGive(name, session)
  given.set(name, giving)
  return giving
}

async function loadAndGive(name: string, session: RemoteSession): Promise<void> {
  const script = document.createElement('script')
  script.src = `panel-${name}.js`
  await new Promise<void>((done) => {
    script.onload = () => done()
    // Without it the panel says that it cannot be loaded.
    script.onerror = () => done()
    document.head.append(script)
  })
  const { STUDIO_PANEL: text } = globalThis as { STUDIO_PANEL?: string }
  if (text !== undefined) await session.givePanel(name, text)
}

const given = new Map<string, Promise<void>>()
