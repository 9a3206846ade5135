import { type Container, entriesOf, isContainer, raise, textOfKey, toJs, type Value } from '@hydraconf/core'
import { jsonTooDeep, jsonTooLong } from './messages.js'

/** Far below what a string can hold. */
const LONGEST = 2 ** 28
/** As deep as a config may nest where functions call themselves. */
const MOST_LEVELS = 1000

/**
 * The JSON text of configs. What is one value in several places (aliases, what several interpolations refer to) is
 * written once and put in wherever it stands: a few lines can stand for millions of values.
 */
export class ConfigJson {
  private readonly shared: ReadonlySet<Value>
  private readonly written = new Map<Value, Map<string, string>>()

  constructor(configs: Iterable<Value>) {
    this.shared = sharedIn(configs)
  }

  /** `pad` is the indentation of the line it starts in. */
  text(value: Value, pad: string): string {
    if (!isContainer(value)) return scalarText(value)
    if (!this.shared.has(value)) return this.container(value, pad)
    const texts = this.written.get(value) ?? new Map<string, string>()
    this.written.set(value, texts)
    const text = texts.get(pad) ?? this.container(value, pad)
    texts.set(pad, text)
    return text
  }

  private container(value: Container, pad: string): string {
    if (pad.length > MOST_LEVELS * 2) throw raise(jsonTooDeep({ limit: MOST_LEVELS }))
    const inner = `${pad}  `
    if (value.kind === 'list') {
      return enclosed(
        '[',
        value.items.map((item) => inner + this.text(item, inner)),
        ']',
        pad,
      )
    }
    const names = new Set<string>()
    const lines: string[] = []
    for (const [key, item] of entriesOf(value)) {
      const name = textOfKey(key)
      // It says which two keys of the config would be one.
      if (names.has(name)) toJs(value)
      names.add(name)
      lines.push(`${inner}${JSON.stringify(name)}: ${this.text(item, inner)}`)
    }
    return enclosed('{', lines, '}', pad)
  }
}

/** The lines between brackets, each with a comma but the last. */
export function enclosed(open: string, lines: readonly string[], close: string, pad: string): string {
  if (lines.length === 0) return open + close
  let length = 0
  for (const line of lines) length += line.length + 2
  if (length > LONGEST) throw raise(jsonTooLong({ limit: LONGEST }))
  return `${open}\n${lines.join(',\n')}\n${pad}${close}`
}

/** Ints of any size as numbers, what JSON has no number for (`nan`, `inf`) as text, bytes as base64. */
function scalarText(value: Exclude<Value, Container>): string {
  switch (value.kind) {
    case 'int':
      return value.value.toString()
    case 'float':
      return Number.isFinite(value.value) ? JSON.stringify(value.value) : JSON.stringify(notFinite(value.value))
    case 'bytes':
      return JSON.stringify(Buffer.from(value.value).toString('base64'))
    default:
      return JSON.stringify(value.value)
  }
}

function notFinite(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}

/** The lists and maps that stand in more than one place. */
function sharedIn(configs: Iterable<Value>): ReadonlySet<Value> {
  const seen = new Set<Value>()
  const shared = new Set<Value>()
  const pending = [...configs]
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (!isContainer(value)) continue
    if (seen.has(value)) {
      shared.add(value)
      continue
    }
    seen.add(value)
    for (const item of value.items.values()) if (isContainer(item)) pending.push(item)
  }
  return shared
}
