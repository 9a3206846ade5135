import { useEffect, useState } from 'preact/hooks'
import type { Collision, Collisions } from '../engine/collisions.js'
import type { Words } from '../engine/session.js'
import { useStudio } from '../studio.js'

interface CollidingJobsProps {
  readonly words: Words
  readonly count: number
}

/**
 * The directories that several jobs of a sweep would write into. All jobs are looked at, for as long as this is in sight. It has a
 * place of one size, whatever was found, so that nothing around it moves while someone reads.
 */
export function CollidingJobs({ words, count }: CollidingJobsProps) {
  const collisions = useCollisions(words)
  if (count < 2) return null
  const { count: dirs, found } = collisions
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by the keyboard.
    <section class={`collisions ${dirs > 0 ? 'warning' : ''}`} aria-label="Colliding directories" tabIndex={0}>
      <Looked collisions={collisions} count={count} />
      {dirs > 0 && (
        <>
          {dirs === 1 ? 'One directory' : `${shown(dirs)} directories`} would be written by several jobs:
          <ul>
            {found.map((each) => (
              <Colliding key={each.dir} collision={each} />
            ))}
          </ul>
          {dirs > found.length && <p>and {shown(dirs - found.length)} more directories.</p>}
        </>
      )}
    </section>
  )
}

/** How many jobs were looked at. */
function Looked({ collisions, count }: { readonly collisions: Collisions; readonly count: number }) {
  const { looked, isDone, broken, count: dirs } = collisions
  if (!isDone) {
    return (
      <p class="quiet">
        <progress value={looked} max={count} aria-label="Jobs looked at for colliding directories" /> {shown(looked)} of{' '}
        {shown(count)} jobs looked at for colliding directories
      </p>
    )
  }
  return (
    <p class="quiet">
      {dirs === 0 ? 'Each job has a directory of its own: all' : 'All'} {shown(looked)} jobs were looked at
      {broken > 0 && `, of which ${shown(broken)} ${broken === 1 ? 'does' : 'do'} not compose`}.
    </p>
  )
}

function Colliding({ collision: { dir, count, jobs } }: { readonly collision: Collision }) {
  return (
    <li>
      <code>{dir}</code>: jobs {jobs.join(', ')}
      {count > jobs.length && ` and ${shown(count - jobs.length)} more`}
    </li>
  )
}

function shown(count: number): string {
  return count.toLocaleString('en')
}

/** What is known so far. It is asked on until all is known, or nobody looks any more. */
function useCollisions(words: Words): Collisions {
  const { session, outcome } = useStudio()
  const [collisions, setCollisions] = useState(NOTHING_YET)
  useEffect(() => {
    let isAsked = true
    const ask = async (): Promise<void> => {
      const soFar = await session.collisions(words)
      if (!isAsked) return
      setCollisions(soFar)
      if (!soFar.isDone) await ask()
    }
    ask()
    return () => {
      isAsked = false
    }
  }, [outcome])
  return collisions
}

const NOTHING_YET: Collisions = { looked: 0, isDone: false, count: 0, found: [], broken: 0 }
