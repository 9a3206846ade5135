import { useState } from 'preact/hooks'
import type { Words } from '../engine/session.js'
import type { JobRow, JobView } from '../engine/sweep-preview.js'
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
      <Jobs words={words} count={Number(count)} />
      <ChosenJob words={words} />
      <CollidingJobs key={JSON.stringify(words)} words={words} count={Number(count)} />
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

/** The job that is looked at. Its place is there before the answer is. */
function ChosenJob({ words }: { readonly words: Words }) {
  const { session, look, outcome } = useStudio()
  const answer = useAnswer(() => session.job(words, look.job), [outcome, look.job])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard.
    <section class="job" aria-label="Chosen job" tabIndex={0}>
      {answer?.refusal !== undefined && <Refused refusal={answer.refusal} />}
      {answer !== undefined && answer.refusal === undefined && <Told job={answer.value} />}
    </section>
  )
}

function Told({ job: { number, dir, overrides, fromFirst } }: { readonly job: JobView }) {
  const { turn } = useStudio()
  return (
    <>
      <h2>
        {overrides.length === 0 ? `Job #${number}` : `Job #${number}: ${overrides.join(' ')}`}
        <button type="button" onClick={() => turn({ tab: 'config', job: number })}>
          Show its config
        </button>
      </h2>
      <p class="quiet">
        writes into <code>{dir}</code>
      </p>
      {number === 0 ? (
        <p class="quiet">The other jobs are held against this one.</p>
      ) : (
        <Differences values={fromFirst} label="Difference from the first job" left="Job #0" right={`Job #${number}`} />
      )}
    </>
  )
}
