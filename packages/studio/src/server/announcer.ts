import type { ServerResponse } from 'node:http'
import type { TreeChange } from '../tree/tree-data.js'

/** So many changes are kept for pages that missed them: one that was away for longer starts over. */
const MOST_KEPT = 64

/**
 * Tells pages what changes on disk, as server-sent events with numbers: a page says which was the last that it has, and gets those
 * behind it, so that none is lost between reading the tree and listening, or where the connection broke.
 */
export class Announcer {
  private readonly listeners = new Set<ServerResponse>()
  private readonly kept: string[] = []
  private count = 0

  /** The number of the last change. */
  get last(): number {
    return this.count
  }

  /** Undefined: the folders themselves are others now, so that a page has to start over. */
  tell(change: TreeChange | undefined): void {
    const event = eventOf(++this.count, change)
    this.kept.push(event)
    if (this.kept.length > MOST_KEPT) this.kept.shift()
    for (const listener of this.listeners) listener.write(event)
  }

  /** @param last the number of the last change that the page has */
  listen(response: ServerResponse, last: number): void {
    response.write(': following\n\n')
    const missed = this.count - last
    if (missed >= 0 && missed <= this.kept.length)
      for (const event of this.kept.slice(this.kept.length - missed)) response.write(event)
    else response.write(eventOf(this.count, undefined))
    this.listeners.add(response)
    response.on('close', () => this.listeners.delete(response))
  }

  close(): void {
    for (const listener of this.listeners) listener.end()
  }
}

function eventOf(id: number, change: TreeChange | undefined): string {
  return `id: ${id}\nevent: ${change === undefined ? 'moved' : 'changed'}\ndata: ${JSON.stringify(change ?? {})}\n\n`
}
