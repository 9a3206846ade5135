import { raise, type Source } from '@hydraconf/core'
import type { FileData, ProblemData } from '../../tree/tree-data.js'

/** Gets the file behind a name when its text is needed and did not come with the tree. */
export type FetchFile = (path: string) => FileData | undefined

/** A file of the tree as the page has it. */
export class PageFile {
  private edited: Source | undefined
  private original: Source | undefined
  /** What the edits started from. */
  private base: string | undefined

  constructor(
    private data: FileData,
    private readonly fetch: FetchFile,
    private readonly made: (source: Source) => void,
    /** Made in the page: on disk there is none. */
    private isOfPage = false,
  ) {}

  /** The text as the engine reads it: the edited one, where there is one. @throws HydraconfError where it cannot be read */
  get source(): Source {
    return this.edited ?? this.onDisk
  }

  /** The text as it came; of a new file none. @throws HydraconfError where it cannot be read */
  get onDisk(): Source {
    if (this.original !== undefined) return this.original
    const data = this.loaded()
    if (data.problem !== undefined) {
      const { code, message, advice } = data.problem
      throw raise({ type: 'HydraException', code, message, advice })
    }
    this.original = this.asSource(data.text ?? '')
    return this.original
  }

  /** As messages name it. */
  get name(): string {
    return this.data.name
  }

  get isNew(): boolean {
    return this.isOfPage
  }

  get isEdited(): boolean {
    return this.edited !== undefined || this.isOfPage
  }

  /** The text that the edits started from: on disk it may be another one by now. */
  get editedFrom(): string {
    return this.base ?? this.onDisk.text
  }

  edit(text: string | undefined): void {
    if (this.edited === undefined) this.base = this.onDisk.text
    this.edited = text === undefined || text === this.onDisk.text ? undefined : this.asSource(text)
    if (this.edited === undefined) this.base = undefined
  }

  /** The edits hold, whatever the disk says by now. */
  keepEdits(): void {
    this.base = this.onDisk.text
  }

  /** On disk it is another one now; what was edited stays. */
  replace(data: FileData): void {
    this.data = data
    this.original = undefined
    this.isOfPage = false
    if (this.edited === undefined || data.text !== this.edited.text) return
    this.edited = undefined
    this.base = undefined
  }

  private loaded(): FileData {
    if (this.data.text === undefined && this.data.problem === undefined)
      this.data = this.fetch(this.data.path) ?? { ...this.data, problem: gone(this.data.name) }
    return this.data
  }

  private asSource(text: string): Source {
    const source: Source = { kind: 'file', name: this.data.name, text }
    this.made(source)
    return source
  }
}

function gone(name: string): ProblemData {
  return {
    code: 'studio-file-gone',
    message: `${name} cannot be had: it is gone, or nothing serves this page any more`,
    advice: 'See that `hydraconf studio` runs, and open the address that it prints.',
  }
}
