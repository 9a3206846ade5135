import { choosing } from '@hydraconf/check'
import { completeOverride, HydraconfError, unlessRefused } from '@hydraconf/core'
import { type ComposedOptions, ComposedViews } from './answers/composed-view.js'
import { defaultsView } from './answers/defaults-view.js'
import { pathOfUri, uriOfPath } from './documents/uris.js'
import { refusing, type ServerContext } from './server-context.js'
import type { ViewSetting } from './settings.js'
import { type OpenTree, viewIn, type Workspace } from './trees/workspace.js'

/** A tree as the client's picker shows it. */
export interface TreeAnswer {
  /** The URI of the folder of configs. */
  readonly tree: string
  readonly primaries: readonly string[]
  readonly config: string | undefined
  readonly overrides: readonly string[]
  /** What someone picked, for a client to remember; undefined: it is what the settings and the project say. */
  readonly picked: ViewSetting | undefined
  /** Why it does not compose. */
  readonly error: string | undefined
}

/** The commands that a client without requests of its own can call. */
export const VIEW_COMMANDS = ['hydraconf.select'] as const

/**
 * Requests that the protocol does not know: `hydraconf/trees` says which trees there are and what is looked at in each;
 * `hydraconf/composed` gives the composed config as a text, `hydraconf/composedPlaces` where the values in that are written,
 * `hydraconf/defaults` what it is made of; `hydraconf/select`, and the
 * command `hydraconf.select`, look at another composition, `hydraconf/choose` at the same with another option of a group;
 * `hydraconf/completeOverride` says what an override that is begun could be.
 */
export function answerViewRequests({ connection, workspace, ready }: ServerContext): void {
  connection.onRequest('hydraconf/trees', async () => {
    await ready
    return workspace.trees.map(treeAnswer)
  })
  connection.onRequest('hydraconf/select', async (params: SelectParams) => {
    await ready
    return select(params, workspace)
  })
  const composed = new ComposedViews()
  connection.onRequest('hydraconf/composed', async ({ tree, textDocument, ...options }: ComposedParams) => {
    await ready
    const open = treeNamed(tree ?? textDocument?.uri, workspace)
    return open === undefined ? null : composed.view(open.tree, viewIn(open).composing, options)
  })
  connection.onRequest('hydraconf/composedPlaces', async ({ tree, textDocument, ...options }: ComposedParams) => {
    await ready
    const open = treeNamed(tree ?? textDocument?.uri, workspace)
    return open === undefined ? null : composed.places(open.tree, viewIn(open).composing, options)
  })
  connection.onRequest('hydraconf/defaults', async ({ tree }: TreeParams) => {
    await ready
    const open = treeNamed(tree, workspace)
    return open === undefined ? null : defaultsView(open.tree, viewIn(open).composing)
  })
  connection.onRequest('hydraconf/choose', async (params: ChooseParams) => {
    await ready
    return choose(params, workspace)
  })
  connection.onRequest('hydraconf/completeOverride', async (params: CompleteOverrideParams) => {
    await ready
    return completed(params, workspace)
  })
  connection.onExecuteCommand(({ command, arguments: [params] = [] }) =>
    command === 'hydraconf.select' ? select((params ?? {}) as SelectParams, workspace) : undefined,
  )
}

/** Which tree a request is about: by its URI or that of a file in it, the only one unless told. */
interface TreeParams {
  readonly tree?: string
}

/** Which tree is shown composed, by its URI or by a file in it, and how. */
interface ComposedParams extends ComposedOptions, TreeParams {
  readonly textDocument?: { readonly uri: string }
}

/** What is looked at from now on: the usual view where both are left out. */
interface SelectParams extends ViewSetting, TreeParams {}

/** Which option of a group is looked at, `key` as an override names the group: `db`, `db@source`. */
interface ChooseParams extends TreeParams {
  readonly key: string
  readonly option: string
}

/** An override as far as it is typed, and those in front of it; those of the view unless told. */
interface CompleteOverrideParams extends TreeParams {
  readonly word: string
  readonly overrides?: readonly string[]
}

function select({ tree, config, overrides }: SelectParams, workspace: Workspace): TreeAnswer | null {
  const open = treeNamed(tree, workspace)
  if (open === undefined) return null
  const picked = {
    ...(config === undefined ? {} : { config }),
    ...(overrides === undefined ? {} : { overrides }),
  }
  refusing(() => workspace.select(open, Object.keys(picked).length === 0 ? undefined : picked))
  return treeAnswer(open)
}

function choose({ tree, key, option }: ChooseParams, workspace: Workspace): TreeAnswer | null {
  const open = treeNamed(tree, workspace)
  const view = open === undefined ? undefined : viewIn(open).composing
  if (view === undefined) return null
  const { configName: config, overrides } = choosing(view, key, option)
  return select(
    { ...(tree === undefined ? {} : { tree }), config, overrides: overrides.map(({ text }) => text) },
    workspace,
  )
}

/** What cannot be completed since it does not compose so far has no answers. */
function completed({ tree, word, overrides }: CompleteOverrideParams, workspace: Workspace): readonly string[] {
  const open = treeNamed(tree, workspace)
  const view = open === undefined ? undefined : viewIn(open).composing
  if (open === undefined || view === undefined) return []
  const inFront = overrides ?? view.overrides.map(({ text }) => text)
  const answer = () =>
    completeOverride(word, { configName: view.configName, overrides: inFront }, open.tree.environment)
  return unlessRefused(answer) ?? []
}

function treeNamed(uri: string | undefined, workspace: Workspace): OpenTree | undefined {
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
    picked: open.picked,
    error: composed instanceof HydraconfError ? composed.message : undefined,
  }
}
