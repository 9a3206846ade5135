import type { History, HistorySource, HistoryStep } from '../engine/history.js'
import { isAbout } from '../engine/line-problems.js'
import type { Refusal } from '../engine/refusal.js'
import { useAnswer, useStudio } from '../studio.js'
import { Breakable } from './Breakable.js'
import { PlaceLink } from './PlaceLink.js'
import { ProblemList } from './ProblemList.js'

/** Why a key has its value: every layer that said something, how it came in, and what an interpolation reads. */
export function HistoryPanel() {
  const { look, session, outcome, problems, turn } = useStudio()
  const { key } = look
  const answer = useAnswer(
    async () => (key === undefined ? undefined : { of: await session.history(key) }),
    [key, outcome],
  )
  const history = answer?.of
  const refusal = outcome?.refusal
  if (key === undefined) {
    return <p class="quiet">Click a value, or press Enter on its line, to see where it comes from.</p>
  }
  return (
    <section class="history" aria-label="History of the value">
      <h2>
        <span>
          <Breakable text={key} />
        </span>
        <button type="button" aria-label="Close the history" onClick={() => turn({ key: undefined })}>
          ×
        </button>
      </h2>
      {refusal !== undefined && <NothingComposes refusal={refusal} hasLast={history !== undefined} />}
      {history !== undefined ? (
        <>
          <Told history={history} />
          <ProblemList problems={(problems ?? []).filter((problem) => isAbout(problem, history.place))} />
        </>
      ) : (
        refusal === undefined && (
          <p class="quiet">{answer === undefined ? 'Looking …' : 'There is no such key here.'}</p>
        )
      )}
    </section>
  )
}

interface NothingComposesProps {
  readonly refusal: Refusal
  /** Whether something composed before, which is still shown. */
  readonly hasLast: boolean
}

/** Without a config no value has a history: the refusal, and where all of it stands. */
function NothingComposes({ refusal, hasLast }: NothingComposesProps) {
  const { look, turn } = useStudio()
  return (
    <div class="warning" role="status">
      <p>Nothing composes: {refusal.summary}</p>
      {refusal.place !== undefined && (
        <p>
          <PlaceLink place={refusal.place} />
        </p>
      )}
      {hasLast && <p>This is of the config that composed last.</p>}
      {look.tab !== 'config' && (
        <button type="button" onClick={() => turn({ tab: 'config' })}>
          Show the refusal
        </button>
      )}
    </div>
  )
}

function Told({ history }: { readonly history: History }) {
  const { value, resolved, steps, sources } = history
  const made = steps.findLastIndex(({ changed }) => changed)
  return (
    <>
      <p class="value">
        <code>{value}</code>
        {resolved !== undefined && (
          <>
            {' = '}
            <code>{resolved}</code>
          </>
        )}
      </p>
      <ol class="steps">
        {steps.map((step, at) => (
          <Step key={at} step={step} isLast={at === made} />
        ))}
      </ol>
      {sources.length > 0 && (
        <ul class="sources">
          {sources.map((source, at) => (
            <Source key={at} source={source} />
          ))}
        </ul>
      )}
    </>
  )
}

function Step({ step, isLast }: { readonly step: HistoryStep; readonly isLast: boolean }) {
  const { says, isGone, changed, label, place, route } = step
  return (
    <li class={isLast ? 'made' : changed ? '' : 'gave-way'}>
      <code>{isGone ? '(gone)' : says}</code>{' '}
      {place === undefined ? <span class="place">{label}</span> : <PlaceLink place={place} />}
      {!changed && <span class="note"> gives way</span>}
      {route.length > 0 && <Route route={route} />}
    </li>
  )
}

/** From the primary config down: who included whom, each with the line that says so. */
function Route({ route }: Pick<HistoryStep, 'route'>) {
  return (
    <span class="route">
      {route.map(({ label, place }, at) => (
        <span key={at}>
          {at > 0 && ' › '}
          {place === undefined ? label : <PlaceLink place={{ ...place, shown: label }} />}
        </span>
      ))}
    </span>
  )
}

function Source({ source }: { readonly source: HistorySource }) {
  switch (source.kind) {
    case 'key':
      return (
        <li>
          reads <strong>{source.history.key}</strong>
          <Told history={source.history} />
        </li>
      )
    case 'env':
      return (
        <li>
          reads the environment variable <code>{source.name}</code>
          {source.isSet ? '' : ', which is not set or not shown'}
        </li>
      )
    case 'resolver':
      if (source.name === '') return <li>reads a key that is not there</li>
      return (
        <li>
          asks the resolver <code>{source.name}</code>
        </li>
      )
    case 'circle':
      return (
        <li>
          reads <code>{source.name}</code>, which reads it in turn
        </li>
      )
    case 'further':
      return (
        <li>
          reads <code>{source.name}</code>, and so on
        </li>
      )
  }
}
