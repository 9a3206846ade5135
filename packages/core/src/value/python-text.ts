import { valueTextTooLong } from '../messages/container-access.js'
import { raise } from '../text/errors.js'
import { pythonBytes, pythonFloat, pythonString } from '../text/python-repr.js'
import { entriesOf } from './constructors.js'
import type { Key } from './key.js'
import { keyText } from './path.js'
import type { Value } from './value.js'

/**
 * Python's `str` of a value, which is how a value reads inside an interpolated string: `None`, `True`, `1.0`,
 * `['a', 1]`, `{'a': '${b}'}`. Inside containers strings are quoted.
 */
export function pythonText(value: Value): string {
  switch (value.kind) {
    case 'str':
    case 'path':
    case 'missing':
    case 'interpolation':
      return value.value
    case 'enum':
      return `${value.enum}.${value.value}`
    default:
      return pythonRepr(value)
  }
}

/** Characters of a value's text, or of an interpolation's: texts that hold each other double with every one. */
export const LONGEST_TEXT = 2 ** 24

/** Python's `repr` of a value, which is how it reads inside a container. */
export function pythonRepr(root: Value): string {
  // Written with a stack of what is still to come, last first: a value may be nested deeper than the JavaScript stack.
  const todo: (Value | string)[] = [root]
  let text = ''
  while (todo.length > 0) {
    const next = todo.pop()!
    if (typeof next === 'string') text += next
    else if (next.kind === 'list') {
      text += '['
      todo.push(']')
      for (let at = next.items.length - 1; at >= 0; at--) todo.push(next.items[at]!, at === 0 ? '' : ', ')
    } else if (next.kind === 'map') {
      text += '{'
      todo.push('}')
      const entries = [...entriesOf(next)]
      for (let at = entries.length - 1; at >= 0; at--) {
        const [key, value] = entries[at]!
        todo.push(value, `${at === 0 ? '' : ', '}${keyRepr(key)}: `)
      }
    } else text += scalarRepr(next)
    if (text.length > LONGEST_TEXT) throw raise(valueTextTooLong(LONGEST_TEXT), root.origin)
  }
  return text
}

function scalarRepr(value: Exclude<Value, { kind: 'map' | 'list' }>): string {
  switch (value.kind) {
    case 'null':
      return 'None'
    case 'bool':
      return value.value ? 'True' : 'False'
    case 'int':
      return value.value.toString()
    case 'float':
      return pythonFloat(value.value)
    case 'bytes':
      return pythonBytes(value.value)
    case 'path':
      return `PosixPath(${pythonString(value.value)})`
    case 'enum':
      return value.repr
    default:
      return pythonString(value.value)
  }
}

function keyRepr(key: Key): string {
  if (typeof key === 'string') return pythonString(key)
  return typeof key === 'object' && key.kind === 'enum' ? key.repr : keyText(key)
}
