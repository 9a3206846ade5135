import { type Disposable, StatusBarAlignment, ThemeColor, window } from 'vscode'
import { treeName, viewName } from '../shown.js'
import type { Trees } from './trees.js'

/** In the status bar: what is looked at in the tree that is worked in. A click looks at something else. */
export function statusBar(trees: Trees): Disposable[] {
  const item = window.createStatusBarItem('hydraconf.view', StatusBarAlignment.Left)
  item.name = 'Hydra config'
  item.command = 'hydraconf.pick'
  const show = (): void => {
    const { current } = trees
    if (current === undefined) {
      item.hide()
      return
    }
    item.text = `$(layers) ${treeName(current)}: ${viewName(current)}`
    item.tooltip = [...current.overrides, current.error ?? 'Look at another primary config, choice or override'].join(
      '\n',
    )
    item.backgroundColor = current.error === undefined ? undefined : new ThemeColor('statusBarItem.warningBackground')
    item.show()
  }
  return [item, trees.onDidMove(show)]
}
