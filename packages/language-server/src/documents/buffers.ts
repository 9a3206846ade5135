import { relative } from 'node:path'
import type { Source } from '@hydraconf/core'

/** The texts that are open in the editor, by the path of their file. They count in place of what is on the disk. */
export interface OpenTexts {
  /** The same object until the text changes; undefined where the file is not open. */
  sourceOf(path: string): Source | undefined
  /** The paths of the files that are open. */
  paths(): Iterable<string>
}

/** Open texts that an editor fills. */
export class Buffers implements OpenTexts {
  private readonly sources = new Map<string, Source>()

  /** Messages name the file by its path from `home`, if it is below that. */
  constructor(private readonly home: string) {}

  set(path: string, text: string): void {
    const known = this.sources.get(path)
    if (known?.text === text) return
    const name = relative(this.home, path)
    this.sources.set(path, { kind: 'file', name: name.startsWith('..') ? path : name, text })
  }

  /** The file is open, and reads as it was read. */
  keep(path: string, source: Source): void {
    this.sources.set(path, source)
  }

  delete(path: string): void {
    this.sources.delete(path)
  }

  sourceOf(path: string): Source | undefined {
    return this.sources.get(path)
  }

  paths(): Iterable<string> {
    return this.sources.keys()
  }
}
