import { raise } from '@hydraconf/core'
import { panelNotThere } from '../../messages.js'
import type { Panel } from '../../panel.js'
import { runScript } from './run-script.js'

/** Loads the panels of plugins into the worker, each once, when it is first looked at. */
export class PanelLoader {
  /** Where the server gives scripts; empty where there is none. */
  base = ''
  private readonly panels = new Map<string, Panel>()
  /** The scripts of a published page, which has no server to ask. */
  private readonly given = new Map<string, string>()
  private defined: Panel | undefined

  constructor(private readonly run: (address: string) => void) {}

  /** What a script says when it runs. */
  define(panel: Panel): void {
    this.defined = panel
  }

  give(name: string, script: string): void {
    this.given.set(name, script)
  }

  /** @throws HydraconfError where its script cannot be loaded, or defines none */
  load(name: string): Panel {
    const panel = this.panels.get(name) ?? this.loaded(name)
    if (panel === undefined) throw raise(panelNotThere({ name }))
    this.panels.set(name, panel)
    return panel
  }

  private loaded(name: string): Panel | undefined {
    const text = this.given.get(name)
    this.defined = undefined
    try {
      runScript(this.run, text === undefined ? { address: `${this.base}panels/${name}.js` } : { text })
    } catch {
      return undefined
    }
    return this.defined
  }
}
