import * as core from '@hydraconf/core'
import { type CheckModule, checkOf } from '@hydraconf/schema'
import type { Panel, PanelHost } from '../../panel.js'
import type { FileData, FileRef, TreeData } from '../../tree/tree-data.js'
import { PanelLoader } from './panel-loader.js'
import type { Call, Reply } from './remote.js'
import { runScript } from './run-script.js'
import { Session } from './session.js'

/** The worker: one session over the tree that comes with the first message. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Call>) => void) | null
  postMessage(reply: Reply): void
  importScripts(address: string): void
  /** What the scripts of panels find, and that of the checks. */
  hydraconf: PanelHost & { check(group: string, script: CheckModule): void }
}

const scope = globalThis as unknown as WorkerScope

const run = (address: string): void => scope.importScripts(address)
const panels = new PanelLoader(run)
const checks = new Map<string, ReturnType<typeof checkOf>>()
scope.hydraconf = {
  core,
  panel: (panel: Panel) => panels.define(panel),
  check: (group, script) => checks.set(group, checkOf(script)),
}

let session: Session | undefined

scope.onmessage = ({ data: { id, method, args } }) => {
  switch (method) {
    case 'open': {
      const [tree, base, text] = args as [TreeData, string, string | undefined]
      panels.base = base
      if (tree.hasChecks) runScript(run, text === undefined ? { address: `${base}checks.js` } : { text })
      session = new Session(tree, {
        checks,
        fetchFile: (file) => fetchFile(file, base),
        loadPanel: (name) => panels.load(name),
      })
      return scope.postMessage({ id, result: undefined })
    }
    case 'givePanel': {
      const [name, script] = args as [string, string]
      panels.give(name, script)
      return scope.postMessage({ id, result: undefined })
    }
    default:
      answer(id, method, args).catch((error: unknown) => scope.postMessage({ id, error: String(error) }))
  }
}

async function answer(id: number, method: string, args: readonly unknown[]): Promise<void> {
  const methods = session as unknown as Record<string, (...args: readonly unknown[]) => unknown>
  scope.postMessage({ id, result: await methods[method]!(...args) })
}

/** The engine asks for a text and goes on with it, so the worker waits; the page does not. */
function fetchFile({ source, path }: FileRef, base: string): FileData | undefined {
  if (base === '') return undefined
  const request = new XMLHttpRequest()
  const query = new URLSearchParams({ source: String(source), path })
  request.open('GET', `${base}file?${query}`, false)
  try {
    request.send()
  } catch {
    // Nobody serves it any more.
    return undefined
  }
  return request.status === 200 ? (JSON.parse(request.responseText) as FileData) : undefined
}
