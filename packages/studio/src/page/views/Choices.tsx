import { isHydraGroup } from '@hydraconf/core'
import { useMemo, useState } from 'preact/hooks'
import { withChoice, withoutChoice } from '../choose.js'
import type { Choice } from '../engine/choices.js'
import { useAnswer, useStudio, useTurn } from '../studio.js'
import { Breakable } from './Breakable.js'
import { PlaceLink } from './PlaceLink.js'
import { Unchanged } from './Unchanged.js'

/** A picker for every group in reach. */
export function Choices() {
  const { look, session, version } = useStudio()
  const { configName, overrides } = look
  const [filter, setFilter] = useState('')
  const [isHydraShown, setHydraShown] = useState(false)
  const choices = useAnswer(
    () => session.choices({ configName, overrides }),
    [configName, overrides.join('\n'), version],
  )
  // What is answered are other objects each time. A picker is drawn again where it says something else: there may be very many.
  const told = useMemo(() => (choices ?? []).map((choice) => ({ choice, text: JSON.stringify(choice) })), [choices])
  const wanted = told.filter(
    ({ choice: { key, group, options } }) =>
      (isHydraShown || !isHydraGroup(group)) &&
      (filter === '' || key.includes(filter) || options.some(({ name }) => name.includes(filter))),
  )
  return (
    <nav class="choices" aria-label="Config groups">
      <h2>Groups</h2>
      <input
        type="search"
        placeholder="Filter groups and options"
        aria-label="Filter groups and options"
        value={filter}
        onInput={({ currentTarget }) => setFilter(currentTarget.value)}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={isHydraShown}
          onChange={({ currentTarget }) => setHydraShown(currentTarget.checked)}
        />
        Hydra's own
      </label>
      {choices !== undefined && wanted.length === 0 && <p class="quiet">No group.</p>}
      <ul>
        {wanted.map(({ choice, text }) => (
          <Unchanged key={choice.key} while={text} draw={() => <Picker choice={choice} />} />
        ))}
      </ul>
    </nav>
  )
}

function Picker({ choice }: { readonly choice: Choice }) {
  const turn = useTurn()
  const { key, chosen, options, isOverridden } = choice
  const id = `choice-${key.replace(/\W/g, '-')}`
  const names = options.map(({ name }) => name)
  // The same nodes are not gone through again: a tree may have very many options.
  const listed = useMemo(
    () =>
      options.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      )),
    [names.join('\n')],
  )
  const choose = (name: string): void => {
    const option = options.find((each) => each.name === name)
    turn(({ overrides }) => ({
      overrides: option === undefined ? withoutChoice(overrides, key) : withChoice(overrides, option.override),
      job: 0,
    }))
  }
  return (
    <li class={isOverridden ? 'overridden' : ''}>
      <label for={id}>
        <Breakable text={key} />
      </label>
      <div class="pick">
        <select id={id} value={chosen ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          {chosen === undefined && <option value="">(not in the defaults list)</option>}
          {chosen === null && <option value="">null</option>}
          {chosen !== undefined && chosen !== null && !names.includes(chosen) && (
            <option value={chosen}>{chosen}</option>
          )}
          {listed}
        </select>
        {isOverridden && (
          <button
            type="button"
            aria-label={`Back to the default of ${key}`}
            title="Back to the default"
            onClick={() => turn(({ overrides }) => ({ overrides: withoutChoice(overrides, key), job: 0 }))}
          >
            ↺
          </button>
        )}
      </div>
      <p class="by">
        <ChosenBy choice={choice} />
      </p>
    </li>
  )
}

function ChosenBy({ choice: { by, chosen, isOverridden } }: { readonly choice: Choice }) {
  if (isOverridden) return <>by the command line</>
  if (by !== undefined) return <PlaceLink place={by} />
  return <>{chosen === undefined ? 'not chosen' : ''}</>
}
