// What the user reads: texts made of what the server answers, without anything of the editor.
import type { ComposedPlaces, ComposedView, DefaultsItem, GroupChoice, TreeAnswer } from '@hydraconf/language-server'

/** The folder of a tree: `file:///shop/conf` is `conf`. */
export function treeName({ tree }: Pick<TreeAnswer, 'tree'>): string {
  return decodeURIComponent(tree.slice(tree.lastIndexOf('/') + 1))
}

/** What is looked at: `train`, `train +2` with two overrides. */
export function viewName({ config, overrides }: TreeAnswer): string {
  if (config === undefined) return 'no primary config'
  return overrides.length === 0 ? config : `${config} +${overrides.length}`
}

/** What was picked for each tree, by its URI. */
export type PickedViews = Readonly<Record<string, NonNullable<TreeAnswer['picked']>>>

/** What a workspace remembers of its trees; nothing of those that are looked at as the project has it. */
export function pickedViews(trees: readonly TreeAnswer[]): PickedViews {
  return Object.fromEntries(trees.flatMap(({ tree, picked }) => (picked === undefined ? [] : [[tree, picked]])))
}

/** The tree that a file is in, by its URI. */
export function treeOf(uri: string, trees: readonly TreeAnswer[]): TreeAnswer | undefined {
  return trees.find(({ tree }) => uri.startsWith(`${tree}/`))
}

/** The composed config; above it, as a comment, why it is not what the files say now. */
export function composedText(view: ComposedView | null): string {
  if (view === null) return '# There is no such tree of configs any more.\n'
  const { text, error } = view
  if (error === undefined) return text
  return `${errorLines(view).join('\n')}\n${text}`
}

/** By how many lines a refusal moves the config down, and with it the links. */
export function linesAbove(view: ComposedView): number {
  return view.error === undefined ? 0 : errorLines(view).length
}

/** A stretch of a line of the text with what it leads to. */
export interface ShownLink {
  readonly line: number
  readonly start: number
  readonly end: number
  /** The URI of a file, with line and column behind `#`. */
  readonly target: string
}

/** The places of a composed config as links, so many lines further down. */
export function linksOf({ files, places }: ComposedPlaces, down: number): readonly ShownLink[] {
  const links: ShownLink[] = []
  for (let at = 0; at < places.length; at += 6) {
    const [line, start, length, file, targetLine, targetColumn] = places.slice(at, at + 6) as Six
    const target = `${files[file]}#L${targetLine + 1},${targetColumn + 1}`
    links.push({ line: line + down, start, end: start + length, target })
  }
  return links
}

type Six = [number, number, number, number, number, number]

function errorLines({ text, error = '' }: ComposedView): readonly string[] {
  const end = text === '' ? [] : ['#', '# As it composed last:', '']
  return ['# This does not compose:', ...error.split('\n').map((line) => `#   ${line}`.trimEnd()), ...end]
}

/** What is chosen of a group: `mysql`, `nothing`. */
export function optionName({ option }: GroupChoice): string {
  return option ?? 'nothing'
}

/** Whether a group is one of Hydra's own: most people never choose one. */
export function isHydras({ key }: GroupChoice): boolean {
  return key.startsWith('hydra/')
}

const ABSENT = {
  deleted: 'taken out by an override',
  null: 'nothing chosen',
  optional: 'not there, optional',
  missing: 'not chosen yet',
} as const

/** What stands beside a line of the defaults tree: where it lands, or why it brings nothing in. */
export function itemNote(item: DefaultsItem): string {
  if (item.absent !== undefined) return ABSENT[item.absent]
  return item.package === undefined ? '' : `→ ${item.package}`
}
