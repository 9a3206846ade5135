import { MASK } from '@hydraconf/core'

/**
 * YAML as OmegaConf writes it, with a mask for what stands below keys of these names: Hydra knows nothing of schemas, so what
 * it wrote is told from its text. Null and what is missing are no secrets.
 */
export function maskedYaml(yaml: string, names: ReadonlySet<string>): string {
  if (names.size === 0) return yaml
  const shown: string[] = []
  let hiddenBelow: number | undefined
  for (const line of yaml.split('\n')) {
    // A text that goes on behind an empty line is one of the lines below.
    if (hiddenBelow !== undefined && (line === '' || isBelow(line, hiddenBelow))) continue
    hiddenBelow = undefined
    const [, before = '', key = '', name = ''] = KEY.exec(line) ?? []
    const value = line.slice(before.length + key.length + 1).trim()
    if (!names.has(name) || value === 'null' || value === '???') {
      shown.push(line)
      continue
    }
    hiddenBelow = before.length
    shown.push(`${before}${key}: '${MASK}'`)
  }
  return shown.join('\n')
}

/** What a line begins with, its key as written, and the key without quotes. */
const KEY = /^((?:- | )*)('?([^\s':]+)'?):(?= |$)/

/** Items of a list stand as deep as the key of the list. */
function isBelow(line: string, depth: number): boolean {
  const indent = line.search(/[^ ]/)
  return indent > depth || (indent === depth && /^- |^-$/.test(line.slice(indent)))
}
