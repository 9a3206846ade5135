import type { StartOptions } from './start.js'

export type { ComposedPlaces, ComposedView } from './answers/composed-view.js'
export type { DefaultsItem, DefaultsView, GroupChoice } from './answers/defaults-view.js'
export { command } from './command.js'
export type { StartOptions } from './start.js'
export type { TreeAnswer } from './view-requests.js'

/** Starts a language server over any two streams. Nothing of it is loaded before. */
export async function startServer(options: StartOptions): Promise<void> {
  const { start } = await import('./start.js')
  return start(options)
}
