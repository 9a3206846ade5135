import type { Composed } from '@hydraconf/core'
import type { LocalFiles } from '../recipe/library.js'

/** What the commands here work with. */
export interface CommandHost {
  /** The project's config, composed as the command line says. */
  compose(): Composed
  /** The jobs of a sweep, in order; each is composed when it is asked to. */
  jobs(): Iterable<HostJob>
  /** A file, or so many bytes from its beginning. @throws HydraconfError for one that cannot be read */
  readFile(path: string, most?: number): Uint8Array
  writeFile(path: string, text: string): void
  /** A path of the user's as an absolute one. */
  pathOf(path: string): string
  /** The files of the working directory, where recipes may be. */
  readonly local: LocalFiles
  out(text: string): void
  err(text: string): void
}

export interface HostJob {
  readonly number: number
  readonly overrides: readonly string[]
  /** The same without the values of sensitive keys. */
  shownOverrides?(): readonly string[]
  /** The config, and the run directory that it would write to. @throws HydraconfError what is wrong with it */
  compose(): { readonly composed: Composed; readonly dir: string }
}
