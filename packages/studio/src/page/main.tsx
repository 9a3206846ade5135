import { render } from 'preact'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import type { TreeChange, TreeData } from '../tree/tree-data.js'
import { hashOf, type Look, lookOf } from './address.js'
import { openSession, type RemoteSession } from './engine/remote.js'
import type { Outcome } from './engine/session.js'
import { QueueContext, type Studio, StudioContext, type Turn, TurnContext, useAnswer } from './studio.js'
import { OneByOne } from './turns.js'
import { App } from './views/App.js'

/** What a published page finds in itself. */
interface Published {
  readonly STUDIO_TREE?: TreeData
  readonly STUDIO_ENGINE?: string
  readonly STUDIO_CHECKS?: string
}

const published = globalThis as Published

start().catch((error: unknown) => {
  document.getElementById('page')!.textContent = `The page could not start: ${error}`
})

/** What has to be got is on its way at once; before anything is drawn or composed, the page is in sight. */
async function start(): Promise<void> {
  const worker = makeWorker()
  const coming = published.STUDIO_TREE ?? fetch('tree').then((answer) => answer.json() as Promise<TreeData>)
  const [tree] = await Promise.all([coming, painted()])
  document.title = `${tree.title} – hydraconf studio`
  const base = tree.isServed ? location.href.split('#')[0]! : ''
  const session = await openSession(worker, tree, { base, checks: published.STUDIO_CHECKS })
  const page = document.getElementById('page')!
  page.replaceChildren()
  render(<Page tree={tree} session={session} />, page)
}

/** Waits for the first paint; a page that nobody sees is not painted. */
function painted(): Promise<void> {
  if (document.hidden) return Promise.resolve()
  return new Promise((done) => {
    addEventListener('visibilitychange', () => done(), { once: true })
    if (PerformanceObserver.supportedEntryTypes.includes('paint'))
      new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true })
    else requestAnimationFrame(() => setTimeout(done))
  })
}

/** From the disk a browser starts no worker but one that is made here. */
function makeWorker(): Worker {
  const { STUDIO_ENGINE: engine } = published
  if (engine === undefined) return new Worker('worker.js')
  return new Worker(URL.createObjectURL(new Blob([engine], { type: 'text/javascript' })))
}

function firstLook({ configName, overrides }: TreeData): Look {
  const view = { part: 'job', resolve: false, tab: 'config', key: undefined, file: undefined, line: undefined } as const
  return { configName, overrides, ...view, other: { configName: undefined, overrides: [] }, job: 0, chosen: {} }
}

function Page({ tree, session }: { readonly tree: TreeData; readonly session: RemoteSession }) {
  const [look, setLook] = useState(() => lookOf(location.hash, firstLook(tree)))
  const [version, setVersion] = useState(0)
  const [outcome, setOutcome] = useState<Outcome | undefined>(undefined)
  const [showsVariables, setShowsVariables] = useState(false)
  const [isFollowing, setFollowing] = useState(true)
  const [hasTexts, setHasTexts] = useState(() => comesWithTexts(tree))
  const current = useRef(look)
  const [queue] = useState(() => new OneByOne())

  useEffect(() => {
    const follow = () => {
      current.current = lookOf(location.hash, firstLook(tree))
      setLook(current.current)
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])

  useEffect(
    () => followDisk(tree, session, { changed: () => setVersion((now) => now + 1), following: setFollowing }),
    [],
  )

  const hasEdits = useAnswer(() => session.hasEdits(), [version])
  useEffect(() => {
    if (hasEdits !== true) return undefined
    addEventListener('beforeunload', askBeforeLeaving)
    return () => removeEventListener('beforeunload', askBeforeLeaving)
  }, [hasEdits])

  const { configName, overrides, part, resolve, job } = look
  useEffect(() => {
    let isAsked = true
    session.compose({ configName, overrides, part, resolve, job }).then((came) => {
      if (isAsked) setOutcome(came)
    })
    return () => {
      isAsked = false
    }
  }, [configName, overrides.join('\n'), part, resolve, job, version])

  // To check a tree is to compose it very often: only for who looks at where problems are shown, and at the config where the tree is
  // not so large that its names came first. The editors are made before: both want a core.
  const showsProblems = look.tab === 'problems' || look.file !== undefined
  const isChecked = hasTexts && (showsProblems || (look.tab === 'config' && comesWithTexts(tree)))
  const problems = useAnswer(async () => {
    if (!isChecked) return undefined
    await queue.settled()
    return session.check(configName)
  }, [isChecked, configName, version])

  const turn = useCallback<Turn>((change, isStep = true) => {
    current.current = {
      ...current.current,
      ...(typeof change === 'function' ? change(current.current) : change),
    }
    const address = hashOf(current.current) || location.pathname + location.search
    if (isStep) history.pushState(undefined, '', address)
    else history.replaceState(undefined, '', address)
    setLook(current.current)
  }, [])

  const studio: Studio = {
    tree,
    session,
    look,
    turn,
    outcome,
    problems,
    version,
    hasTexts,
    loadTexts: async () => {
      await session.apply((await (await fetch('texts')).json()) as TreeChange)
      setHasTexts(true)
      setVersion((now) => now + 1)
    },
    isFollowing,
    recompose: () => setVersion((now) => now + 1),
    showsVariables,
    showVariables: async () => {
      await session.setVariables((await (await fetch('variables')).json()) as Record<string, string>)
      setShowsVariables(true)
      setVersion((now) => now + 1)
    },
  }
  return (
    <TurnContext.Provider value={turn}>
      <StudioContext.Provider value={studio}>
        <QueueContext.Provider value={queue}>
          <App />
        </QueueContext.Provider>
      </StudioContext.Provider>
    </TurnContext.Provider>
  )
}

/** A file without a text, and without what is wrong with it, is to be asked for. */
function comesWithTexts({ sources }: TreeData): boolean {
  return sources.every(({ files }) => files.every(({ text, problem }) => text !== undefined || problem !== undefined))
}

/** What is edited here and not written would be lost. */
function askBeforeLeaving(event: Event): void {
  event.preventDefault()
}

interface Followed {
  changed(): void
  following(isFollowing: boolean): void
}

/** What changes on disk changes here, where a server tells of it. */
function followDisk(
  tree: TreeData,
  session: RemoteSession,
  { changed, following }: Followed,
): (() => void) | undefined {
  if (!tree.isServed) return undefined
  const events = new EventSource(`events?last=${tree.lastChange}`)
  events.addEventListener('changed', ({ data }: MessageEvent<string>) => {
    session.apply(JSON.parse(data) as TreeChange).then(changed)
  })
  events.onopen = () => following(true)
  events.onerror = () => following(false)
  // Other folders are another tree.
  events.addEventListener('moved', () => location.reload())
  return () => events.close()
}
