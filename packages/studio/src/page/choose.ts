/** The words with an option chosen in place of whatever chose one of the same group; the last word for a key counts. */
export function withChoice(overrides: readonly string[], chosen: string): readonly string[] {
  const key = keyOf(chosen)
  const at = overrides.findIndex((word) => keyOf(word) === key)
  return at === -1 ? [...overrides, chosen] : overrides.map((word, index) => (index === at ? chosen : word))
}

/** The words without what chooses from a group. */
export function withoutChoice(overrides: readonly string[], key: string): readonly string[] {
  return overrides.filter((word) => keyOf(word) !== key)
}

//   +db@backup=mysql
//    ^^^^^^^^^ the key, without its sign
function keyOf(word: string): string {
  return word.replace(/^(\+\+|\+|~)/, '').split('=')[0]!
}
