import { posix } from 'node:path'
import {
  allGroups,
  entriesOf,
  isContainer,
  isHydraGroup,
  type Library,
  textOfKey,
  unlessRefused,
} from '@hydraconf/core'
import { CompletionItemKind } from 'vscode-languageserver'
import { absoluteName } from '../places/tree-names.js'
import type { TreeDocument } from '../trees/tree-document.js'
import type { TypedContext } from './context.js'
import { compositionFor, type Offer } from './offer.js'

type DefaultContext = Extract<TypedContext, { kind: 'default' }>
type OptionContext = Extract<TypedContext, { kind: 'option' }>

/** The groups, configs and keywords that an entry may begin with; behind an `@` the packages. */
export function defaultsFor({ keywords, word, isAlone }: DefaultContext, document: TreeDocument): readonly Offer[] {
  const at = word.text.indexOf('@')
  if (at !== -1) return packagesFor(document, word.text.slice(0, at + 1))
  const colon = isAlone ? ': ' : ''
  if (keywords.includes('override')) return overridden(document, colon)
  const groups = groupsOf(document.tree.library)
    .filter((group) => !isHydraGroup(group))
    .map((group) => ({
      text: writtenFrom(document.name, group),
      kind: CompletionItemKind.Folder,
      detail: document.tree.library.options(group, 'config').join(', '),
      insert: `${writtenFrom(document.name, group)}${colon}`,
      rank: 2,
    }))
  if (keywords.length > 0) return groups
  const configs = document.tree.configs
    .filter((name) => name !== document.name && !isHydraGroup(name))
    .map((name) => ({ text: writtenFrom(document.name, name), kind: CompletionItemKind.File, rank: 4 }))
  return [
    { text: '_self_', kind: CompletionItemKind.Keyword, detail: 'the values of this config itself', rank: 1 },
    {
      text: 'override',
      kind: CompletionItemKind.Keyword,
      detail: 'another option for a group that is chosen already',
      insert: 'override ',
      rank: 3,
    },
    {
      text: 'optional',
      kind: CompletionItemKind.Keyword,
      detail: 'no refusal where there is no such option',
      insert: 'optional ',
      rank: 3,
    },
    ...groups,
    ...configs,
  ]
}

/** The groups that are chosen in the composition, Hydra's own among them. */
function overridden(document: TreeDocument, colon: string): readonly Offer[] {
  const composed = compositionFor(document)
  return Object.entries(composed?.choices ?? {}).map(([key, option]) => {
    const [group, pkg] = key.split('@')
    const text = `${writtenFrom(document.name, group!)}${pkg === undefined ? '' : `@${pkg}`}`
    return {
      text,
      kind: CompletionItemKind.Folder,
      detail: `now ${option ?? 'null'}`,
      insert: `${text}${colon}`,
      rank: isHydraGroup(key) ? 4 : 2,
    }
  })
}

/** The options of a group. */
export function optionsFor({ group }: OptionContext, document: TreeDocument): readonly Offer[] {
  const { tree, name: holder } = document
  const absolute = absoluteName(group, holder)
  const chosen = compositionFor(document)?.choices[absolute]
  const options = tree.library
    .options(absolute, 'any')
    .filter((option) => !isFolderOnly(tree.library, absolute, option))
  return [
    ...options.map((option) => ({
      text: option,
      kind: CompletionItemKind.EnumMember,
      detail: option === chosen ? 'chosen now' : undefined,
      documentation: tree.sourceOf(`${absolute}/${option}`)?.text.slice(0, MOST_SHOWN),
      rank: 1,
    })),
    { text: 'null', kind: CompletionItemKind.Keyword, detail: 'none', rank: 3 },
    { text: '???', kind: CompletionItemKind.Keyword, detail: 'has to be chosen by the command line', rank: 3 },
  ]
}

const MOST_SHOWN = 400

function isFolderOnly(library: Library, group: string, option: string): boolean {
  return !library.hasConfig(`${group}/${option}`)
}

/** The packages that a config may land in; `front` stands before them in what is typed. */
export function packagesFor(document: TreeDocument, front: string): readonly Offer[] {
  const keywords = [
    ['_global_', 'the root of the config'],
    ['_group_', 'the package of the group, as without a word'],
    ['_here_', 'the package of the config that includes it'],
  ] as const
  const config = compositionFor(document)?.job
  const maps = config === undefined ? [] : [...entriesOf(config)].filter(([, value]) => isContainer(value))
  const own = posix.dirname(document.name).replaceAll('/', '.')
  return [
    ...keywords
      .filter(([word]) => front !== '' || word !== '_here_')
      .map(([word, detail]) => ({ text: `${front}${word}`, kind: CompletionItemKind.Keyword, detail, rank: 1 })),
    ...(own === '.' || front !== ''
      ? []
      : [{ text: own, kind: CompletionItemKind.Module, detail: 'of its group', rank: 2 }]),
    ...maps.map(([key]) => ({ text: `${front}${textOfKey(key)}`, kind: CompletionItemKind.Module, rank: 3 })),
  ]
}

/** The groups of a tree, hidden folders left out. Of a tree with too many folders: those that were found until then. */
function groupsOf(library: Library): readonly string[] {
  const groups: string[] = []
  unlessRefused(() => {
    for (const group of allGroups(library)) if (!/(^|\/)\./.test(group)) groups.push(group)
  })
  return groups
}

//   in model/big.yaml:   model/layer  ->  layer      db  ->  /db
function writtenFrom(holder: string, name: string): string {
  const folder = posix.dirname(holder)
  if (folder === '.') return name
  return name.startsWith(`${folder}/`) ? name.slice(folder.length + 1) : `/${name}`
}
