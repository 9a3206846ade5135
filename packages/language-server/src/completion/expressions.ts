import {
  type Composed,
  type ConfigNode,
  entriesOf,
  HYDRA_SETTINGS,
  inlineText,
  isContainer,
  rootNode,
  textOfKey,
  type Value,
  type Variables,
} from '@hydraconf/core'
import { CompletionItemKind } from 'vscode-languageserver'
import { RESOLVERS } from '../answers/resolver-docs.js'
import { nodeAt, placedPath, targetPath } from '../places/placing.js'
import { firstEntry, type TreeDocument } from '../trees/tree-document.js'
import type { TypedContext } from './context.js'
import { compositionFor, type Offer } from './offer.js'

type ExpressionContext = Extract<TypedContext, { kind: 'expression' }>

/** What can stand in a `${…}`: the keys of the config with their values, the resolvers, and what those take. */
export function expressionsFor(context: ExpressionContext, document: TreeDocument, behind: string): readonly Offer[] {
  const composed = compositionFor(document)
  if (composed === undefined) return []
  const { inside } = context
  const landed = firstEntry(document)
  const path = landed === undefined ? context.path : placedPath(landed, context.path)
  const around: Around = { composed, path, close: /^\s*[}]/.test(behind) ? '' : '}' }
  const call = /^\s*([\w.]+):(.*)$/s.exec(inside)
  if (call !== null) return argumentsFor(call[1]!, call[2]!.trimStart(), around)
  const keys = keysBehind(inside, around)
  return /^\s*[\w-]*$/.test(inside) ? [...keys, ...resolversOf(composed)] : keys
}

/** What an interpolation is written in. */
interface Around {
  readonly composed: Composed
  /** The key in the composed config that it is a value of. */
  readonly path: readonly string[]
  /** The brace that is still to come. */
  readonly close: string
}

function argumentsFor(name: string, typed: string, around: Around): readonly Offer[] {
  const { composed, close } = around
  const listed = (words: readonly string[], kind: CompletionItemKind) =>
    words.map((text) => ({ text, kind, insert: `${text}${close}` }))
  switch (name) {
    case 'hydra': {
      const path = ['hydra', ...typed.split('.').slice(0, -1)]
      return childrenOf(nodeAt(composed, path)).map(([key, value]) =>
        keyOffer(key, value, close, HYDRA_SETTINGS[[...path, key].join('.')]),
      )
    }
    case 'oc.env':
      // Not their values: they may be secrets, and a list on a screen is seen by whoever looks on.
      return typed.includes(',') ? [] : listed(variableNames(composed.evaluation), CompletionItemKind.Variable)
    case 'oc.select':
    case 'oc.deprecated':
    case 'oc.dict.keys':
    case 'oc.dict.values':
      return typed.includes(',') ? [] : keysBehind(typed, around)
    case 'now':
      return listed(['%Y-%m-%d', '%H-%M-%S'], CompletionItemKind.Value)
    case 'python_version':
      return listed(['major', 'minor', 'micro'], CompletionItemKind.EnumMember)
    default:
      return []
  }
}

/** The keys below what is typed so far: `db.` has those of `db`, `..` those of the container around. */
function keysBehind(inside: string, { composed, path, close }: Around): readonly Offer[] {
  const [, dots, typed] = /^\s*(\.*)(.*)$/s.exec(inside)!
  const target = targetPath(path, dots!.length, typed!.split('.').slice(0, -1))
  const config = target[0] === 'hydra' ? composed.config : composed.job
  const node = target.length === 0 ? rootNode(config) : nodeAt({ config }, target)
  return childrenOf(node).map(([key, value]) => keyOffer(key, value, close))
}

function childrenOf(node: ConfigNode | undefined): readonly (readonly [string, Value])[] {
  const value = node?.value
  if (value?.kind === 'list') return value.items.map((item, at) => [String(at), item] as const)
  return value?.kind === 'map' ? Array.from(entriesOf(value), ([key, child]) => [textOfKey(key), child] as const) : []
}

function keyOffer(key: string, value: Value, close: string, documentation?: string): Offer {
  return {
    text: key,
    kind: isContainer(value) ? CompletionItemKind.Module : CompletionItemKind.Field,
    detail: inlineText(value, 60),
    documentation,
    insert: isContainer(value) ? key : `${key}${close}`,
    rank: 1,
  }
}

function resolversOf(composed: Composed): readonly Offer[] {
  const { resolvers = {} } = composed.evaluation
  const own = resolvers instanceof Map ? [...resolvers.keys()] : Object.keys(resolvers)
  const names = new Set<string>([...Object.keys(RESOLVERS), ...own])
  return [...names].map((name) => ({
    text: name,
    kind: CompletionItemKind.Function,
    detail: RESOLVERS[name]?.call ?? 'a resolver of the program',
    documentation: RESOLVERS[name]?.summary,
    insert: `${name}:`,
    rank: 3,
  }))
}

function variableNames({ env = {}, variableFiles = [] }: Variables): readonly string[] {
  return [...new Set([env, ...variableFiles.map(({ read }) => read())].flatMap(Object.keys))]
}
