import { useStudio } from '../studio.js'
import { Choices } from './Choices.js'
import { CommandBar } from './CommandBar.js'
import { FilePane } from './FilePane.js'
import { HistoryPanel } from './HistoryPanel.js'
import { TABS } from './tabs.js'

/** The page: the command line on top, the groups at the left, what is looked at, and beside it where it comes from. */
export function App() {
  const { tree, look, turn } = useStudio()
  const tab = TABS.find(({ name }) => name === look.tab) ?? TABS[0]!
  return (
    <>
      <header>
        <h1>
          hydraconf studio <span class="title">{tree.title}</span>
        </h1>
        <CommandBar />
      </header>
      <Choices />
      <main>
        <div class="tabs" role="tablist" aria-label="Views" onKeyDown={(event) => moveTab(event, tab.name, turn)}>
          {TABS.map(({ name, label }) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`tab-${name}`}
              aria-selected={name === tab.name}
              aria-controls="view"
              tabIndex={name === tab.name ? 0 : -1}
              onClick={() => turn({ tab: name })}
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
function moveTab(event: KeyboardEvent, name: string, turn: (change: { tab: string }) => void): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (step === undefined) return
  const at = TABS.findIndex((tab) => tab.name === name)
  const next = TABS[(at + step + TABS.length) % TABS.length]!
  turn({ tab: next.name })
  document.getElementById(`tab-${next.name}`)?.focus()
}
