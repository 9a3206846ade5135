import type { FileData, FileRef, TreeData } from '../../tree/tree-data.js'
import type { Call, Reply } from './remote.js'
import { Session } from './session.js'

/** The worker: one session over the tree that comes with the first message. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Call>) => void) | null
  postMessage(reply: Reply): void
}

const scope = globalThis as unknown as WorkerScope

let session: Session | undefined

scope.onmessage = ({ data: { id, method, args } }) => {
  if (method === 'open') {
    const [tree, base] = args as [TreeData, string]
    session = new Session(tree, (file) => fetchFile(file, base))
    scope.postMessage({ id, result: undefined })
    return
  }
  answer(id, method, args).catch((error: unknown) => scope.postMessage({ id, error: String(error) }))
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
  request.send()
  return request.status === 200 ? (JSON.parse(request.responseText) as FileData) : undefined
}
