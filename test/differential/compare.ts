import type { Answer } from '../oracle/oracle.js'
import { sameClass } from '../oracle/refusals.js'

/**
 * Undefined when both say the same: equal data (of the answer's fields those that ours has, which are all that matter;
 * below them everything, in the same order), or a refusal with the same class. Otherwise what differs, in a line.
 */
export function difference(theirs: Answer, ours: Answer): string | undefined {
  if (ours.error?.type === 'Crash') return `crashed: ${ours.error.message}`
  if (theirs.error && ours.error) {
    if (sameClass(theirs.error.type, ours.error.type)) return undefined
    return `refused as ${ours.error.type}, Hydra as ${theirs.error.type}: ${firstLine(theirs.error.message)}`
  }
  if (theirs.error) return `accepted, Hydra refuses: ${theirs.error.type}: ${firstLine(theirs.error.message)}`
  if (ours.error) return `refused, Hydra accepts: ${ours.error.type}: ${firstLine(ours.error.message)}`
  if (!isRecord(theirs.ok) || !isRecord(ours.ok)) return dataDifference(theirs.ok, ours.ok, '')
  const { ok } = theirs
  return first(
    Object.entries(ours.ok).map(
      ([key, value]) =>
        () =>
          dataDifference(ok[key], value, key),
    ),
  )
}

function dataDifference(theirs: unknown, ours: unknown, at: string): string | undefined {
  if (Object.is(theirs, ours)) return undefined
  if (Array.isArray(theirs) && Array.isArray(ours) && theirs.length === ours.length) {
    return first(theirs.map((item, index) => () => dataDifference(item, ours[index], `${at}[${index}]`)))
  }
  if (isRecord(theirs) && isRecord(ours)) {
    if (isRefusal(theirs) && isRefusal(ours) && sameClass(theirs.type, ours.type)) return undefined
    const keys = Object.keys(ours)
    if (Object.keys(theirs).join('\n') === keys.join('\n')) {
      return first(keys.map((key) => () => dataDifference(theirs[key], ours[key], `${at}.${key}`)))
    }
  }
  return `${at || 'answer'}: ${show(ours)}, Hydra: ${show(theirs)}`
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check()
    if (found !== undefined) return found
  }
  return undefined
}

const isRecord = (of: unknown): of is Record<string, unknown> =>
  typeof of === 'object' && of !== null && !Array.isArray(of)
/** A refusal that is part of an answer: its class counts, its words do not. */
const isRefusal = (of: Record<string, unknown>): of is Record<string, unknown> & { type: string } =>
  typeof of.type === 'string' && 'message' in of
const show = (of: unknown) => JSON.stringify(of) ?? 'nothing'
const firstLine = (text: string | null) => (text ?? '').split('\n')[0]
