import { type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode'
import type { Requests } from '../requests.js'

const REMOVE = { iconPath: new ThemeIcon('trash'), tooltip: 'Take it out' }

/** A line of the list, and what happens when it is chosen. */
interface Line extends QuickPickItem {
  /** An override to add, or to go on typing. */
  readonly override?: string
  readonly isDone?: boolean
}

/**
 * A list of overrides to add to and to take from; what is typed is completed. Undefined where the user leaves it.
 *
 * @param title what the overrides are for
 * @param given those to begin with
 */
export function pickOverrides(
  { tree, title, given }: { readonly tree: string; readonly title: string; readonly given: readonly string[] },
  requests: Requests,
): Promise<readonly string[] | undefined> {
  const pick = window.createQuickPick<Line>()
  pick.placeholder = 'An override, such as db=postgres or optim.lr=0.1'
  pick.ignoreFocusOut = true
  let overrides = given
  const list = async (): Promise<void> => {
    const { value } = pick
    pick.title = title
    if (value === '') {
      pick.items = linesFor(overrides)
      const view = await requests.composed({ tree, overrides, plain: true })
      const error = view?.error?.split('\n')[0]
      if (error !== undefined) pick.title = `${title}: ${error}`
      return
    }
    pick.items = [typed(value)]
    const words = await requests.completeOverride(tree, value, overrides)
    if (pick.value !== value) return
    const offered = words
      .filter((word) => word !== value)
      .map((word): Line => ({ label: word, override: word, alwaysShow: true }))
    // What ends so is hardly ever meant as it stands, and VS Code puts the shortest match first.
    pick.items = OPEN_END.test(value) && offered.length > 0 ? offered : [typed(value), ...offered]
  }
  pick.onDidChangeValue(list)
  pick.onDidTriggerItemButton(({ item }) => {
    overrides = overrides.filter((each) => each !== item.override)
    void list()
  })
  pick.show()
  void list()
  return new Promise((resolve) => {
    let isDone = false
    pick.onDidAccept(() => {
      const [line] = pick.activeItems
      if (pick.value === '') {
        if (line?.isDone !== true) return
        isDone = true
        resolve(overrides)
        return pick.hide()
      }
      const { override } = line ?? typed(pick.value)
      if (override === undefined) return
      if (OPEN_END.test(override) && override !== pick.value) pick.value = override
      else {
        overrides = [...overrides, override]
        pick.value = ''
      }
      void list()
    })
    pick.onDidHide(() => {
      if (!isDone) resolve(undefined)
      pick.dispose()
    })
  })
}

/** A group or key to go on from: `db=`, `optim.`, `db/`. */
const OPEN_END = /[=./]$/

function linesFor(overrides: readonly string[]): readonly Line[] {
  const given = overrides.map((override): Line => ({ label: override, override, buttons: [REMOVE] }))
  const done: Line = { label: '$(check) Done', isDone: true }
  if (given.length === 0) return [done]
  return [done, { label: 'Overrides', kind: QuickPickItemKind.Separator }, ...given]
}

function typed(value: string): Line {
  return { label: `$(add) ${value}`, override: value, alwaysShow: true }
}
