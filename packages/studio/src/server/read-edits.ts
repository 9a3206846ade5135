import { raise } from '@hydraconf/core'
import { notEdits } from '../messages.js'
import type { Edit } from './save.js'

/**
 * The edits that a request to save is made of, as JSON.
 *
 * @throws HydraException for anything else
 */
export function readEdits(body: string): readonly Edit[] {
  let edits: unknown
  try {
    edits = JSON.parse(body)
  } catch {
    throw raise(notEdits())
  }
  if (!Array.isArray(edits) || !edits.every(isEdit)) throw raise(notEdits())
  return edits
}

function isEdit(one: unknown): one is Edit {
  const { source, path, was, text } = (one ?? {}) as Partial<Record<keyof Edit, unknown>>
  const isTold = typeof was === 'string' || was === null
  return Number.isInteger(source) && typeof path === 'string' && isTold && typeof text === 'string'
}
