import { HydraconfError } from '@hydraconf/core'
import { type ClientCapabilities, type Connection, ResponseError } from 'vscode-languageserver'
import type { Checker } from './problems/checker.js'
import type { Workspace } from './trees/workspace.js'

/** What requests are answered from. */
export interface ServerContext {
  readonly connection: Connection
  readonly workspace: Workspace
  readonly checker: Checker
  readonly capabilities: ClientCapabilities
  /** Until then it is not known which trees there are. */
  readonly ready: Promise<void>
}

/** A refusal of a config is an answer in words, no failure of the server. */
export function refusing<T>(answer: () => T): T {
  try {
    return answer()
  } catch (error) {
    if (error instanceof HydraconfError) throw new ResponseError(REFUSED, error.message)
    throw error
  }
}

/** `RequestFailed`: the request was sound and cannot be served. */
const REFUSED = -32803
