import { useMemo } from 'preact/hooks'
import { useStudio } from '../studio.js'
import { Choices } from './Choices.js'
import { CommandBar } from './CommandBar.js'
import { FilePane } from './FilePane.js'
import { HistoryPanel } from './HistoryPanel.js'
import { type Tab, tabsOf } from './tabs.js'

/** The page: the command line on top, the groups at the left, what is looked at, and beside it where it comes from. */
export function App() {
  const { tree, look, turn, isFollowing } = useStudio()
  const tabs = useMemo(() => tabsOf(tree), [tree])
  const tab = tabs.find(({ name }) => name === look.tab) ?? tabs[0]!
  const choose = (name: string): void => turn({ tab: name })
  return (
    <>
      <header>
        <button type="button" class="skip" onClick={() => focusTab(tab)}>
          Skip to the views
        </button>
        <h1>
          hydraconf studio <span class="title">{tree.title}</span>
        </h1>
        {!isFollowing && (
          <p class="warning" role="status">
            Nothing serves this page any more: it composes what it has, and what changes on disk is not seen.
          </p>
        )}
        <CommandBar />
      </header>
      <Choices />
      <main>
        <div class="tabs" role="tablist" aria-label="Views" onKeyDown={(event) => moveTab(event, tab, tabs, choose)}>
          {tabs.map(({ name, label }) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={name === tab.name}
              aria-controls="view"
              tabIndex={name === tab.name ? 0 : -1}
              onClick={() => choose(name)}
            >
              {label}
            </button>
          ))}
        </div>
        <div id="view" role="tabpanel" aria-labelledby={`tab-${tab.name}`}>
          <tab.View />
        </div>
      </main>
      <aside aria-label="Where it comes from">
        <HistoryPanel />
        <FilePane />
      </aside>
    </>
  )
}

/** Arrows move along the tabs, as screen readers expect. */
function moveTab(event: KeyboardEvent, tab: Tab, tabs: readonly Tab[], choose: (name: string) => void): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined) return
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length]!
  choose(next.name)
  focusTab(next)
}

function focusTab({ name }: Tab): void {
  document.getElementById(`tab-${name}`)?.focus()
}
