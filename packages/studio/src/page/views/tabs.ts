import type { FunctionComponent } from 'preact'
import type { TreeData } from '../../tree/tree-data.js'
import { CompareView } from './CompareView.js'
import { ConfigView } from './ConfigView.js'
import { DefaultsView } from './DefaultsView.js'
import { FilesView } from './FilesView.js'
import { panelView } from './PanelView.js'
import { ProblemsView } from './ProblemsView.js'
import { SweepView } from './SweepView.js'

/** A view of what is composed. */
export interface Tab {
  readonly name: string
  readonly label: string
  readonly View: FunctionComponent
}

const TABS: readonly Tab[] = [
  { name: 'config', label: 'Config', View: ConfigView },
  { name: 'defaults', label: 'Defaults', View: DefaultsView },
  { name: 'compare', label: 'Compare', View: CompareView },
  { name: 'sweep', label: 'Sweep', View: SweepView },
  { name: 'files', label: 'Files', View: FilesView },
  { name: 'problems', label: 'Problems', View: ProblemsView },
]

/** The views of a tree: those that all have, and what plugins bring. */
export function tabsOf({ panels }: TreeData): readonly Tab[] {
  return [...TABS, ...panels.map(({ name, label }) => ({ name: `panel-${name}`, label, View: panelView(name) }))]
}
