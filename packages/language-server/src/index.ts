import type { StartOptions } from './start.js'

export { command } from './command.js'
export type { StartOptions } from './start.js'

/** Starts a language server over any two streams. Nothing of it is loaded before. */
export async function startServer(options: StartOptions): Promise<void> {
  const { start } = await import('./start.js')
  return start(options)
}
