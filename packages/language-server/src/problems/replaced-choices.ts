import { type CheckedTree, nodesOf, primaryFile } from '@hydraconf/check'
import { HydraconfError } from '@hydraconf/core'
import type { Tree } from '../trees/tree.js'
import type { Hint } from './hint.js'

/**
 * Choices of a primary config that its own other configs always replace: `- db: mysql` beside a config with
 * `- override /db: postgres`. What is composed for it, the tree keeps.
 */
export function* replacedChoices({ explored }: CheckedTree, tree: Tree): Generator<void, readonly Hint[]> {
  const hints: Hint[] = []
  for (const { config, composing, subject } of explored.attempts) {
    if (config === undefined || primaryFile(composing) !== subject) continue
    yield
    const composed = tree.composeAside(composing)
    if (composed instanceof HydraconfError) continue
    for (const node of nodesOf(composed.tree)) {
      if (node.kind === 'self' || node.entry.written?.kind !== 'group') continue
      const { written, group, origin } = node.entry
      const { choice } = written
      if (choice.kind !== 'option' || group === undefined || written.override || group.option === choice.name) continue
      // What the command line chooses says nothing of the files.
      if (origin.source.kind !== 'file' || origin.source === written.origin.source) continue
      hints.push({
        code: 'choice-replaced',
        message: `Another config overrides this choice with '${group.option ?? 'null'}'`,
        origin: choice.origin,
        because: origin,
      })
    }
  }
  return hints
}
