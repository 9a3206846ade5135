import type { Source } from '@hydraconf/core'

/** Where the texts that were read lie on the disk: messages name a file in other ways than an editor does. */
export class SourcePaths {
  private readonly paths = new WeakMap<Source, string>()

  note(source: Source, path: string): void {
    this.paths.set(source, path)
  }

  /** Undefined for what is no file: an override, Hydra's own configs. */
  of(source: Source): string | undefined {
    return this.paths.get(source)
  }
}
