import { isAbsolute, join, relative, sep } from 'node:path'
import { HydraconfError, type Source } from '@hydraconf/core'
import { watchFolder } from '@hydraconf/node'
import { Buffers } from '../documents/buffers.js'
import { SourcePaths } from '../documents/source-paths.js'
import { uriOfPath } from '../documents/uris.js'
import type { TreeProblems } from '../problems/tree-problems.js'
import type { Settings, ViewSetting } from '../settings.js'
import { findTrees } from './find-trees.js'
import { Tree } from './tree.js'
import { type TreeDocument, treeDocument } from './tree-document.js'
import { type View, viewOf } from './view.js'

/** A tree with what is looked at in it, and what is known to be wrong with it. */
export interface OpenTree {
  readonly tree: Tree
  /** What someone picked. */
  picked: ViewSetting | undefined
  /** What is looked at unless something is picked; what it comes to is asked of `viewIn`. */
  readonly setting: ViewSetting | undefined
  problems: TreeProblems | undefined
  /** The last view, and the generation of the tree that it was made for. */
  view?: { readonly of: number; readonly asked: ViewSetting | undefined; readonly view: View }
}

/** What a workspace tells of. */
export interface WorkspaceEvents {
  /** A tree is another: a text was edited, or files changed. */
  readonly onChange: (open: OpenTree) => void
  /** A file of a tree was opened that reads as the tree has it: nothing else is another for that. */
  readonly onOpened: (open: OpenTree) => void
  readonly onError: (message: string) => void
}

/** The trees of the folders that are open in the editor, with its unsaved texts laid on top. */
export class Workspace {
  readonly texts: Buffers
  readonly paths = new SourcePaths()
  private open: readonly OpenTree[] = []
  private watchers: { close(): void }[] = []

  /** What was picked for trees that are not open, by their URI: in another session, or before they were gone. */
  private readonly picked: Map<string, ViewSetting>

  constructor(
    private folders: readonly string[],
    private readonly env: Readonly<Record<string, string | undefined>>,
    private readonly events: WorkspaceEvents,
    picked: Readonly<Record<string, ViewSetting>> = {},
  ) {
    this.picked = new Map(Object.entries(picked))
    this.texts = new Buffers(folders[0] ?? sep)
  }

  get trees(): readonly OpenTree[] {
    return this.open
  }

  /** Finds the trees and follows their files. What was picked for a tree stays. */
  async load(settings: Settings): Promise<void> {
    const found = await Promise.all(this.folders.map((folder) => this.treesIn(folder, settings)))
    this.close()
    this.open = found.flat().map((tree) => ({
      tree,
      picked: this.picked.get(uriOfPath(tree.folder)),
      setting: this.setting(tree, settings),
      problems: undefined,
    }))
    this.watchers = this.open.map((each) => this.follow(each))
    for (const each of this.open) this.events.onChange(each)
  }

  /** Other folders are open from the next `load` on. */
  openFolders(added: readonly string[], removed: readonly string[]): void {
    const kept = this.folders.filter((folder) => !removed.includes(folder))
    this.folders = [...new Set([...kept, ...added])]
  }

  private async treesIn(folder: string, { trees, safe }: Settings): Promise<readonly Tree[]> {
    const named = trees.map((path) => (isAbsolute(path) ? path : join(folder, path)))
    const onError = (file: string, error: unknown): void => this.events.onError(`${file}: ${(error as Error).message}`)
    const ground = { texts: this.texts, paths: this.paths, env: safe ? {} : this.env, safe }
    return (await findTrees(folder, { named, safe, onError })).flatMap((found) => {
      try {
        return [new Tree(found, ground)]
      } catch (error) {
        onError(found.folder, error)
        return []
      }
    })
  }

  private setting(tree: Tree, { views }: Settings): ViewSetting | undefined {
    const names = this.folders.map((folder) => relative(folder, tree.folder).split(sep).join('/'))
    return views[tree.folder] ?? names.map((name) => views[name]).find((view) => view !== undefined)
  }

  private follow(each: OpenTree): { close(): void } {
    const { tree } = each
    const touched = (file: string | undefined): void => {
      // What is open in the editor counts as it is there, whatever is saved.
      const path = file === undefined ? undefined : join(tree.folder, file)
      if (path !== undefined && (!/\.ya?ml$/.test(path) || this.texts.sourceOf(path) !== undefined)) return
      tree.touch(path)
      this.events.onChange(each)
    }
    return watchFolder(tree.folder, touched, (error) => this.events.onError(`Cannot follow ${tree.folder}: ${error}`))
  }

  /** An open text is this now; undefined: it is open no more. To look into a file, and to leave it, changes nothing. */
  edit(path: string, text: string | undefined): void {
    const holding = this.open.filter(({ tree }) => tree.holds(path))
    const before = this.texts.sourceOf(path)
    const read = before ?? sourceIn(holding, path)
    if (before === undefined && read !== undefined && read.text === text) {
      this.texts.keep(path, read)
      for (const each of holding) this.events.onOpened(each)
      return
    }
    if (text === undefined) this.texts.delete(path)
    else this.texts.set(path, text)
    for (const each of holding) {
      const { tree } = each
      if (text === undefined && before !== undefined && tree.isSaved(tree.nameOf(path), before)) continue
      tree.touch(path)
      this.events.onChange(each)
    }
  }

  treeOf(path: string): OpenTree | undefined {
    return this.open.find(({ tree }) => tree.holds(path))
  }

  /** A file with the composition that it is seen in; undefined for one of no tree. */
  look(path: string): TreeDocument | undefined {
    const open = this.treeOf(path)
    if (open === undefined || !path.endsWith('.yaml')) return undefined
    return treeDocument(open.tree, path, viewIn(open).composing, (name) => open.problems?.composingOf.get(name))
  }

  /**
   * Looks at another composition of a tree from now on; undefined: at what the settings and the project say.
   *
   * @throws OverrideParseException for an override that is none
   */
  select(open: OpenTree, picked: ViewSetting | undefined): void {
    viewOf(open.tree, picked)
    open.picked = picked
    if (picked === undefined) this.picked.delete(uriOfPath(open.tree.folder))
    else this.picked.set(uriOfPath(open.tree.folder), picked)
    this.events.onChange(open)
  }

  close(): void {
    for (const watcher of this.watchers) watcher.close()
    this.watchers = []
  }
}

/** What is looked at in a tree. Overrides that cannot be read are left out: settings are written by hand. */
export function viewIn(open: OpenTree): View {
  const { tree, view: known } = open
  const asked = open.picked ?? open.setting
  if (known !== undefined && known.of === tree.generation && known.asked === asked) return known.view
  const view = readableView(tree, asked)
  open.view = { of: tree.generation, asked, view }
  return view
}

function readableView(tree: Tree, asked: ViewSetting | undefined): View {
  try {
    return viewOf(tree, asked)
  } catch (error) {
    if (!(error instanceof HydraconfError) || asked?.config === undefined) return viewOf(tree)
    return viewOf(tree, { config: asked.config })
  }
}

/** A file as the trees that hold it have read it. */
function sourceIn(holding: readonly OpenTree[], path: string): Source | undefined {
  for (const { tree } of holding) {
    const name = tree.nameOf(path)
    const source = tree.pathOf(name) === path ? tree.sourceOf(name) : undefined
    if (source !== undefined) return source
  }
  return undefined
}
