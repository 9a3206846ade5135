import type { FunctionComponent } from 'preact'
import { ConfigView } from './ConfigView.js'

/** A view of what is composed. */
export interface Tab {
  readonly name: string
  readonly label: string
  readonly View: FunctionComponent
}

export const TABS: readonly Tab[] = [{ name: 'config', label: 'Config', View: ConfigView }]
