import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Plugin, type PluginPanel, raise } from '@hydraconf/core'
import { panelName, panelTwice } from '../messages.js'

/** The panels that plugins bring. @throws HydraException for a name that cannot stand in an address, or stands for two */
export function panelsOf(plugins: readonly Plugin[]): readonly PluginPanel[] {
  const panels = plugins.flatMap((plugin) => (plugin.panels ?? []).map((panel) => ({ panel, plugin: plugin.name })))
  const owners = new Map<string, string>()
  for (const { panel, plugin } of panels) {
    const { name } = panel
    if (!/^[a-z][a-z0-9-]*$/.test(name)) throw raise(panelName({ name, plugin }))
    const owner = owners.get(name)
    if (owner !== undefined) throw raise(panelTwice({ name, plugins: [owner, plugin] }))
    owners.set(name, plugin)
  }
  return panels.map(({ panel }) => panel)
}

/** The script of a panel; undefined where its file is not there. */
export function panelScript({ script }: PluginPanel): string | undefined {
  try {
    return readFileSync(fileURLToPath(script), 'utf8')
  } catch {
    return undefined
  }
}
