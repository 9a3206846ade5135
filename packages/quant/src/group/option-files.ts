import { isDict, type Literal } from '../literal/literal.js'
import { OVERLAYS, type Overlay } from '../overlay/overlays.js'

/** The group that this package registers. */
export const GROUP = 'quant_granularity'

/** The nine overlays as config files: `quant_granularity/w_group64` and its YAML. */
export function optionFiles(): ReadonlyMap<string, string> {
  return new Map(OVERLAYS.map((overlay) => [`${GROUP}/${overlay.name}`, optionText(overlay)]))
}

function optionText({ name, overrides }: Overlay): string {
  const lines = [`name: ${name}`]
  if (overrides.size === 0) lines.push('quant_cfg_overrides: {}')
  else lines.push('quant_cfg_overrides:', ...nestedLines(overrides, '  '))
  return `${lines.join('\n')}\n`
}

function nestedLines(value: Literal, indent: string): readonly string[] {
  if (!isDict(value)) return []
  return [...value.entries()].flatMap(([key, item]) => {
    const head = `${indent}${typeof key === 'string' && key.startsWith('*') ? `"${key}"` : String(key)}:`
    return isDict(item)
      ? [head, ...nestedLines(item, `${indent}  `)]
      : [`${head} ${item === null ? 'null' : String(item)}`]
  })
}
