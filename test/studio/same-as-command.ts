import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { compose, HydraconfError, openLibraryFor, reachableGroups, showCfg } from '@hydraconf/core'
import type { AppOptions } from '@hydraconf/node'
import { type CheckModule, checkOf } from '@hydraconf/schema'
import { expect } from 'vitest'
import { type Outside, Session } from '../../packages/studio/src/page/engine/session.js'
import type { Panel } from '../../packages/studio/src/panel.js'
import { checksScript } from '../../packages/studio/src/tree/checks.js'
import { type Asked, readTree } from '../../packages/studio/src/tree/read-tree.js'
import { treeOf } from './trees.js'

/** What a composition came to: its YAML, or the words of the refusal. */
export type Came = string

/** A composition to hold the page against the command in. */
export interface Composition {
  readonly configName: string
  readonly overrides: readonly string[]
}

/** What the command prints for a composition, in a folder with the config folder in it. */
export function byCommand(dir: string, configDir: string, { configName, overrides }: Composition): Came {
  const { environment } = treeOf(dir, {}, { configDir }).asked
  return came(() =>
    showCfg(compose({ configName, overrides }, environment), { part: 'job', resolve: false, package: undefined }),
  )
}

interface SessionOptions {
  readonly plugins?: AppOptions['plugins']
  readonly loadPanel?: (name: string) => Panel
}

/** What the page has of a tree, with the engine in this process. */
export function sessionOver(dir: string, configDir: string, { plugins, loadPanel }: SessionOptions = {}): Session {
  return sessionOn(treeOf(dir, {}, { configDir, plugins }).asked, loadPanel)
}

/** What the page has of what a command line asks for. */
export function sessionOn(
  asked: Asked,
  loadPanel: SessionOptions['loadPanel'] = (name) => expect.fail(`nobody asked for the panel ${name}`),
): Session {
  const { data, sources, checks } = readTree(asked, { isServed: true, canEdit: false })
  // Whatever goes to the worker is copied on the way.
  return new Session(structuredClone(data), {
    fetchFile({ source, path }) {
      const content = sources[source]!.read(path)
      return content?.kind === 'text' ? { path, name: content.source.name, text: content.source.text } : undefined
    },
    loadPanel,
    checks: checksBy(checksScript(checks)),
  })
}

/** What the script of the checks tells the worker. */
function checksBy(script: string): Outside['checks'] {
  const found = new Map<string, ReturnType<typeof checkOf>>()
  const hydraconf = { check: (group: string, module: CheckModule) => found.set(group, checkOf(module)) }
  // As in the worker: its objects are of the same realm as the values that they are compared with.
  runInThisContext(`(hydraconf) => {${script}}`)(hydraconf)
  return found
}

export function byPage(session: Session, { configName, overrides }: Composition): Came {
  const { yaml, refusal } = session.compose({ configName, overrides, part: 'job', resolve: false, job: 0 })
  return yaml ?? `${refusal!.type}: ${refusal!.summary}`
}

/** Every primary config of a tree alone, and with each option of each group that it reaches. */
export function compositionsOf(dir: string, configDir: string): readonly Composition[] {
  const { environment } = treeOf(dir, {}, { configDir }).asked
  return openLibraryFor(environment, undefined)
    .options('', 'config')
    .flatMap((configName) => [
      { configName, overrides: [] },
      ...optionsOf(() => reachableGroups(environment, configName, [])).map((override) => ({
        configName,
        overrides: [override],
      })),
    ])
}

function optionsOf(groups: () => ReturnType<typeof reachableGroups>): readonly string[] {
  try {
    return groups()
      .filter(({ group }) => group !== 'hydra' && !group.startsWith('hydra/'))
      .flatMap(({ overrides }) => [...overrides.values()])
  } catch {
    return []
  }
}

function came(made: () => string): Came {
  try {
    return made()
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return `${error.type}: ${error.summary}`
  }
}

/** The config folders below a folder, by the names that programs give them. */
export function configFoldersIn(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^(conf|confs|config|configs|cfg|cfgs)$/.test(basename(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
