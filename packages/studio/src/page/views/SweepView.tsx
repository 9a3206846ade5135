import { useState } from 'preact/hooks'
import type { Words } from '../engine/session.js'
import type { JobRow } from '../engine/sweep-preview.js'
import { useAnswer, useStudio } from '../studio.js'
import { CollidingJobs } from './CollidingJobs.js'
import { Differences } from './Differences.js'
import { Refused } from './Refused.js'
import { VirtualRows } from './VirtualRows.js'

/** What a sweep would run: how many jobs, each of them, and which would write into one directory. */
export function SweepView() {
  const { look, session, outcome } = useStudio()
  const { configName, overrides } = look
  const words = { configName, overrides }
  const answer = useAnswer(() => session.sweep(words), [outcome])
  if (answer === undefined) return <p class="quiet">Planning …</p>
  if (answer.refusal !== undefined) return <Refused refusal={answer.refusal} />
  const { count } = answer.value
  return (
    <div class="view sweep">
      <p role="status">
        <b>{Number(count).toLocaleString('en')}</b> {count === '1' ? 'job' : 'jobs'}
        {count === '1' && <span class="note"> a sweep gives a key several values: a=1,2 b=range(3) db=glob(*)</span>}
      </p>
      <CollidingJobs words={words} count={Number(count)} />
      <Jobs words={words} count={Number(count)} />
      <ChosenJob words={words} />
    </div>
  )
}

function Jobs({ words, count }: { readonly words: Words; readonly count: number }) {
  const { session, look, turn, outcome } = useStudio()
  const [sight, setSight] = useState<readonly [number, number]>([0, 40])
  const rows = useAnswer(() => session.jobRows(words, sight[0], sight[1]), [outcome, sight[0], sight[1]]) ?? []
  const at = (index: number): JobRow | undefined => rows.find(({ number }) => number === index)
  return (
    <VirtualRows
      count={count}
      height={26}
      label="Jobs"
      show={(from, to) => setSight([from, to])}
      row={(index) => (
        <button
          type="button"
          class={index === look.job ? 'chosen' : ''}
          aria-current={index === look.job}
          onClick={() => turn({ job: index })}
        >
          <b>#{index}</b> <code>{at(index)?.overrides.join(' ') ?? '…'}</code>
        </button>
      )}
    />
  )
}

function ChosenJob({ words }: { readonly words: Words }) {
  const { session, look, outcome, turn } = useStudio()
  const answer = useAnswer(() => session.job(words, look.job), [outcome, look.job])
  if (answer === undefined) return null
  if (answer.refusal !== undefined) return <Refused refusal={answer.refusal} />
  const { dir, overrides, fromFirst } = answer.value
  return (
    <section class="job" aria-label="Chosen job">
      <h2>
        Job #{look.job}: {overrides.join(' ')}
        <button type="button" onClick={() => turn({ tab: 'config' })}>
          Show its config
        </button>
      </h2>
      <p class="quiet">
        writes into <code>{dir}</code>
      </p>
      {look.job === 0 ? (
        <p class="quiet">The other jobs are held against this one.</p>
      ) : (
        <Differences
          values={fromFirst}
          label="Difference from the first job"
          left="Job #0"
          right={`Job #${look.job}`}
        />
      )}
    </section>
  )
}
