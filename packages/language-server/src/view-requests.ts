import { HydraconfError } from '@hydraconf/core'
import { type Answering, refusing } from './answering.js'
import { type ComposedOptions, composedView } from './answers/composed-view.js'
import { pathOfUri, uriOfPath } from './documents/uris.js'
import type { ViewSetting } from './settings.js'
import { type OpenTree, viewIn, type Workspace } from './trees/workspace.js'

/** A tree as the client's picker shows it. */
export interface TreeAnswer {
  /** The URI of the folder of configs. */
  readonly tree: string
  readonly primaries: readonly string[]
  readonly config: string | undefined
  readonly overrides: readonly string[]
  /** Why it does not compose. */
  readonly error: string | undefined
}

/** The commands that a client without requests of its own can call. */
export const VIEW_COMMANDS = ['hydraconf.select'] as const

/**
 * Requests that the protocol does not know: `hydraconf/trees` says which trees there are and what is looked at in each;
 * `hydraconf/composed` gives the composed config as a text; `hydraconf/select`, and the command `hydraconf.select`, look at another composition.
 */
export function answerViewRequests({ connection, workspace, ready }: Answering): void {
  connection.onRequest('hydraconf/trees', async () => {
    await ready
    return workspace.trees.map(treeAnswer)
  })
  connection.onRequest('hydraconf/select', async (params: SelectParams) => {
    await ready
    return select(params, workspace)
  })
  connection.onRequest('hydraconf/composed', async ({ tree, textDocument, ...options }: ComposedParams) => {
    await ready
    const open = treeNamed(tree ?? textDocument?.uri, workspace)
    return open === undefined ? null : composedView(open.tree, viewIn(open).composing, options)
  })
  connection.onExecuteCommand(({ command, arguments: [params] = [] }) =>
    command === 'hydraconf.select' ? select((params ?? {}) as SelectParams, workspace) : undefined,
  )
}

/** Which tree is shown composed: by its URI, or by a file in it. */
export interface ComposedParams extends ComposedOptions {
  readonly tree?: string
  readonly textDocument?: { readonly uri: string }
}

/** Which tree (the only one unless told), and what of it: the usual view where both are left out. */
export interface SelectParams extends ViewSetting {
  /** The URI of a tree, or of a file in it. */
  readonly tree?: string
}

function select({ tree, config, overrides }: SelectParams, workspace: Workspace): TreeAnswer | null {
  const open = treeNamed(tree, workspace)
  if (open === undefined) return null
  refusing(() =>
    workspace.select(open, {
      ...(config === undefined ? {} : { config }),
      ...(overrides === undefined ? {} : { overrides }),
    }),
  )
  return treeAnswer(open)
}

export function treeNamed(uri: string | undefined, workspace: Workspace): OpenTree | undefined {
  const path = uri === undefined ? undefined : pathOfUri(uri)
  if (path === undefined) return workspace.trees[0]
  return workspace.trees.find(({ tree }) => tree.folder === path || tree.holds(path))
}

function treeAnswer(open: OpenTree): TreeAnswer {
  const { composing, primaries } = viewIn(open)
  const composed = composing === undefined ? undefined : open.tree.compose(composing)
  return {
    tree: uriOfPath(open.tree.folder),
    primaries,
    config: composing?.configName,
    overrides: composing?.overrides.map(({ text }) => text) ?? [],
    error: composed instanceof HydraconfError ? composed.message : undefined,
  }
}
