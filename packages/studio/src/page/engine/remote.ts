import type { TreeData } from '../../tree/tree-data.js'
import type { Session } from './session.js'

/** What the page sends to the worker. */
export interface Call {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

/** What comes back. */
export type Reply =
  | { readonly id: number; readonly result: unknown; readonly error?: undefined }
  | { readonly id: number; readonly error: string }

/** The session as the page sees it: every answer comes later. */
export type RemoteSession = {
  readonly [Method in keyof Session]: (
    ...args: Parameters<Session[Method]>
  ) => Promise<Awaited<ReturnType<Session[Method]>>>
} & {
  /** Hands the worker the script of a panel, where no server has it. */
  givePanel(name: string, script: string): Promise<void>
}

/** What a worker needs beside the tree. */
export interface AroundSession {
  /** Where the server gives files; empty where there is none. */
  readonly base: string
  /** The script of the tree's checks, where no server has it. */
  readonly checks: string | undefined
}

/** Opens a session over a tree in a worker. */
export async function openSession(
  worker: Worker,
  tree: TreeData,
  { base, checks }: AroundSession,
): Promise<RemoteSession> {
  const waiting = new Map<number, { done(result: unknown): void; failed(error: Error): void }>()
  let calls = 0
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    const call = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.error === undefined) call?.done(data.result)
    else call?.failed(new Error(data.error))
  }
  worker.onerror = ({ message }) => {
    for (const { failed } of waiting.values()) failed(new Error(message ?? 'worker.js cannot be loaded'))
    waiting.clear()
  }
  const ask = (method: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((done, failed) => {
      const id = ++calls
      waiting.set(id, { done, failed })
      worker.postMessage({ id, method, args } satisfies Call)
    })
  await ask('open', [tree, base, checks])
  return new Proxy({} as RemoteSession, {
    get: (_, method: string) =>
      // A promise is told by its `then`.
      method === 'then' ? undefined : (...args: readonly unknown[]) => ask(method, args),
  })
}
