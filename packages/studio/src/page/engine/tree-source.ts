import { type ConfigSource, type Listing, raise, type Source, snapshotSource, type TextContent } from '@hydraconf/core'
import type { FileData, SourceData } from '../../tree/tree-data.js'

/** Gets the file behind a name when its text is needed and did not come with the tree. */
export type FetchFile = (path: string) => FileData | undefined

/** A file of the tree as the page has it. */
class PageFile {
  private edited: Source | undefined
  private original: Source | undefined
  /** What the edits started from. */
  private base: string | undefined

  constructor(
    private data: FileData,
    private readonly fetch: FetchFile,
    private readonly made: (source: Source) => void,
  ) {}

  /** The text as the engine reads it: the edited one, where there is one. @throws HydraconfError where it cannot be read */
  get source(): Source {
    return this.edited ?? this.onDisk
  }

  /** The text as it came. @throws HydraconfError where it cannot be read */
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

  get isEdited(): boolean {
    return this.edited !== undefined
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
    if (this.edited === undefined || data.text !== this.edited.text) return
    this.edited = undefined
    this.base = undefined
  }

  private loaded(): FileData {
    if (this.data.text === undefined && this.data.problem === undefined)
      this.data = this.fetch(this.data.path) ?? { ...this.data, text: '' }
    return this.data
  }

  private asSource(text: string): Source {
    const source: Source = { kind: 'file', name: this.data.name, text }
    this.made(source)
    return source
  }
}

/**
 * A source of the tree in the page: files that came with it or are asked for one by one, and what the user edits in them. For as
 * long as a file stays what it is it has the same `Source`, with all that was parsed from it.
 */
export class TreeSource implements ConfigSource {
  readonly scheme: string
  readonly provider: string
  readonly path: string
  private readonly files = new Map<string, PageFile>()
  private folders: ConfigSource | undefined

  constructor(
    private readonly data: SourceData,
    private readonly fetch: FetchFile,
    private readonly made: (path: string, source: Source) => void,
  ) {
    this.provider = data.provider
    this.path = data.path
    const at = data.path.indexOf('://')
    this.scheme = at === -1 ? 'file' : data.path.slice(0, at)
    for (const file of data.files) this.add(file)
  }

  available(): boolean {
    return this.data.isAvailable
  }

  read(path: string): TextContent | undefined {
    const content = this.tree.read(path)
    return content === undefined ? undefined : { kind: 'text', source: (content as TextContent).source }
  }

  has(path: string): boolean {
    return this.tree.has(path)
  }

  isGroup(group: string): boolean {
    return this.tree.isGroup(group)
  }

  list(group: string): readonly Listing[] {
    return this.tree.list(group)
  }

  /** The paths of its files, sorted. */
  get paths(): readonly string[] {
    return [...this.files.keys()].sort()
  }

  file(path: string): PageFile | undefined {
    return this.files.get(path)
  }

  /** The same without what was edited in the page. */
  get onDisk(): ConfigSource {
    return {
      scheme: this.scheme,
      provider: this.provider,
      path: this.path,
      available: () => this.available(),
      read: (path) => {
        const file = this.tree.has(path) ? this.files.get(path) : undefined
        return file === undefined ? undefined : { kind: 'text', source: file.onDisk }
      },
      has: (path) => this.has(path),
      isGroup: (group) => this.isGroup(group),
      list: (group) => this.list(group),
    }
  }

  replace(data: FileData): void {
    const known = this.files.get(data.path)
    if (known === undefined) this.add(data)
    else known.replace(data)
  }

  remove(path: string): void {
    this.files.delete(path)
    this.folders = undefined
  }

  private add(data: FileData): void {
    this.files.set(data.path, new PageFile(data, this.fetch, (source) => this.made(data.path, source)))
    this.folders = undefined
  }

  private get tree(): ConfigSource {
    this.folders ??= snapshotSource(
      this.provider,
      this.path,
      [...this.files].map(([path, file]) => [path, contentOf(file)] as const),
    )
    return this.folders
  }
}

/** The text is asked for when the config is. */
function contentOf(file: PageFile): TextContent {
  return {
    kind: 'text',
    get source() {
      return file.source
    },
  }
}
