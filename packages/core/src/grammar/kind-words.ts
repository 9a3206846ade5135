import type { Kind } from './function-definition.js'

/** How messages name the kinds of values. */
export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  null: 'null',
  bool: 'a bool',
  int: 'an int',
  float: 'a float',
  text: 'a text',
  quoted: 'a quoted text',
  list: 'a list',
  map: 'a map',
  choice: 'a choice',
  range: 'a range',
  interval: 'an interval',
  glob: 'a glob',
  extension: 'an extend_list',
}
