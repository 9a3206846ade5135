import type { TreeAnswer } from '@hydraconf/language-server'
import { EventEmitter, window } from 'vscode'
import { askedBy } from '../composed-uri.js'
import type { Requests } from '../requests.js'
import { treeOf } from '../shown.js'

/** The trees of the workspace as the server told them last, and which of them is worked in. */
export class Trees {
  all: readonly TreeAnswer[] = []
  private readonly changed = new EventEmitter<void>()
  /** They are others, or something else is looked at in them. */
  readonly onDidChange = this.changed.event
  private readonly moved = new EventEmitter<void>()
  /** The same, or another one is worked in. */
  readonly onDidMove = this.moved.event
  private asking: Promise<void> | undefined
  private isStale = false
  private last: string | undefined

  constructor(private readonly requests: Requests) {}

  /** Asks anew. While an answer is awaited, many changes are one more question. */
  async refresh(): Promise<void> {
    this.isStale = true
    this.asking ??= this.askWhileStale().finally(() => {
      this.asking = undefined
    })
    await this.asking
  }

  private async askWhileStale(): Promise<void> {
    while (this.isStale) {
      this.isStale = false
      this.all = await this.requests.trees()
      this.changed.fire()
      this.moved.fire()
    }
  }

  /** Another editor is in front. */
  follow(): void {
    this.moved.fire()
  }

  /** The tree that the editor in front is in; undefined where it is in none. */
  get inFront(): TreeAnswer | undefined {
    const uri = window.activeTextEditor?.document.uri
    if (uri === undefined) return undefined
    const tree = askedBy(uri)?.tree
    return tree === undefined ? treeOf(uri.toString(), this.all) : this.named(tree)
  }

  /** The tree that is worked in: that of the editor in front, of one before, or the first. */
  get current(): TreeAnswer | undefined {
    this.last = this.inFront?.tree ?? this.last
    return this.named(this.last) ?? this.all[0]
  }

  named(uri: string | undefined): TreeAnswer | undefined {
    return this.all.find(({ tree }) => tree === uri)
  }
}
