import type { App, AppOptions } from '../app.js'
import type { Flags } from '../flags/flags.js'
import type { HydraconfFlags } from '../flags/hydraconf-flags.js'
import type { Host } from '../host.js'
import type { Logging } from '../logging/logging.js'
import type { NodePlugin } from '../plugin.js'
import type { Task } from '../run/run.js'

/** What is around a program, whatever its command line asks for. */
export interface ProgramContext {
  readonly options: AppOptions
  readonly plugins: readonly NodePlugin[]
  readonly task: Task
  readonly host: Host
  readonly logging: Logging
  warn(message: string): void
}

/** A program with its command line read and its configs found. */
export interface Program extends ProgramContext {
  readonly app: App
  readonly flags: Flags
  readonly own: HydraconfFlags
}
