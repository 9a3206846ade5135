import * as core from '@hydraconf/core'
import { nodeType, nodeValue } from '../../configs.js'
import { refusal } from '../../refusal.js'
import type { Answer, Case } from '../../suite.js'
import { toTyped } from '../../typed-json.js'

export function answer(testCase: Case): Answer {
  return { expect: typedNodeAnswer(testCase) }
}

/** A value assigned to a typed node at key `x`; `any` declares nothing. */
export function typedNodeAnswer({ kind, optional, value }: Case): object {
  const type = kind === 'any' ? undefined : nodeType({ t: 'node', kind, optional })
  const start = core.rootNode(
    core.map([['x', core.nullValue()]], undefined, type === undefined ? undefined : { fields: new Map([['x', type]]) }),
  )
  try {
    return { after: toTyped(core.rootOf(core.setItem(start, 'x', nodeValue(value))).value) }
  } catch (error) {
    return { error: refusal(error), after: toTyped(start.value) }
  }
}
