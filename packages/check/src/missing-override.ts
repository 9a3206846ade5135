import type { Attempt } from './attempt.js'
import type { Exploration } from './exploration.js'
import type { Problem } from './problem.js'

/**
 * Where a config that is put on top of others chooses again what is chosen already: that entry lacks `override`. The
 * refusal itself points at the first choice, since lists are walked from their end.
 */
export function missingOverride(
  { error, subject, composing }: Attempt,
  { attempts, evidence, roles }: Exploration,
): Pick<Problem, 'origin' | 'advice'> | undefined {
  if (error?.code !== 'multiple-choices' || composing.overrides.at(-1)?.op !== 'add') return undefined
  const base = [...attempts, ...evidence].find(
    (other) => other.config !== undefined && other.composing.configName === composing.configName,
  )
  const folder = subject.slice(0, subject.lastIndexOf('/'))
  const entry = roles.document(subject)?.defaults?.find((each) => {
    if (each.kind !== 'group' || each.override) return false
    const key = each.group.startsWith('/') ? each.group.slice(1) : `${folder}/${each.group}`
    return base !== undefined && Object.hasOwn(base.choices, key)
  })
  if (entry === undefined) return undefined
  return {
    origin: entry.origin,
    advice: 'Write "override" in front of the group: this entry changes a choice that is made already',
  }
}
