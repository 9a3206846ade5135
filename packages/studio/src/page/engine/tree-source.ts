import { type ConfigSource, type Listing, type Source, snapshotSource, type TextContent } from '@hydraconf/core'
import type { FileData, SourceData } from '../../tree/tree-data.js'
import { type FetchFile, PageFile } from './page-file.js'

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
  private foldersOnDisk: ConfigSource | undefined

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

  /** The same without what was edited and made in the page. */
  get onDisk(): ConfigSource {
    this.foldersOnDisk ??= this.snapshot(
      ({ isNew }) => !isNew,
      ({ onDisk }) => onDisk,
    )
    return { ...this.foldersOnDisk, available: () => this.available() }
  }

  /** A new file, empty. */
  create(path: string, name: string): void {
    this.add({ path, name, text: '' }, true)
  }

  replace(data: FileData): void {
    const known = this.files.get(data.path)
    if (known === undefined) this.add(data)
    else known.replace(data)
    this.foldersOnDisk = undefined
  }

  remove(path: string): void {
    this.files.delete(path)
    this.forgetFolders()
  }

  private add(data: FileData, isNew = false): void {
    const made = (source: Source): void => this.made(data.path, source)
    this.files.set(data.path, new PageFile(data, this.fetch, made, isNew))
    this.forgetFolders()
  }

  private forgetFolders(): void {
    this.folders = undefined
    this.foldersOnDisk = undefined
  }

  private get tree(): ConfigSource {
    this.folders ??= this.snapshot(
      () => true,
      ({ source }) => source,
    )
    return this.folders
  }

  /** The files as folders. A text is asked for when the config is. */
  private snapshot(isIn: (file: PageFile) => boolean, sourceOf: (file: PageFile) => Source): ConfigSource {
    const contents = [...this.files]
      .filter(([, file]) => isIn(file))
      .map(([path, file]) => [path, content(() => sourceOf(file))] as const)
    return snapshotSource(this.provider, this.path, contents)
  }
}

function content(sourceOf: () => Source): TextContent {
  return {
    kind: 'text',
    get source() {
      return sourceOf()
    },
  }
}
