import { type OverrideAliases, splitOverride } from '@hydraconf/core'

/** The aliases that there are, a line each, below a title; nothing where there are none. */
export function aliasesText({ targets }: OverrideAliases): string {
  if (targets.size === 0) return ''
  const rows = [...targets].map(([name, target]) => {
    const [, , value] = splitOverride(target)
    return `${name} -> ${value === '' ? `${target}=<value>` : target}`
  })
  return `${['== Override aliases ==', '', ...rows].join('\n')}\n`
}
