import type { Composed } from '@hydraconf/core'

/** What the commands here work with. */
export interface CommandHost {
  /** The project's config, composed as the command line says. */
  compose(): Composed
  /** The jobs of a sweep, composed one by one, in order; each with the run directory that it would write to. */
  jobs(): Iterable<HostJob>
  readFile(path: string): Uint8Array
  out(text: string): void
  err(text: string): void
}

export interface HostJob {
  readonly number: number
  readonly overrides: readonly string[]
  readonly composed: Composed
  readonly dir: string
}
