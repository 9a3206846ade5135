import { type OverrideAliases, splitOverride } from '../composition/override-aliases.js'

/**
 * What could stand in place of a word that may begin with an alias: the aliases that begin so, and behind the alias of a key
 * what would stand behind that key.
 */
export function completeWithAliases(
  word: string,
  targets: OverrideAliases['targets'],
  complete: (word: string) => readonly string[],
): readonly string[] {
  const [sign, key, value] = splitOverride(word)
  const target = targets.get(key)
  const names = value === '' ? [...targets].filter(([name]) => name.startsWith(key)) : []
  const aliases = names.map(([name, meant]) => `${sign}${name}${takesValue(meant) && sign !== '~' ? '=' : ''}`)
  if (target === undefined || !takesValue(target)) return [...complete(word), ...aliases]
  const begun = `${sign}${target}=`
  const meant = complete(sign + target + value).filter((match) => match.startsWith(begun))
  return [...meant.map((match) => `${sign}${key}${match.slice(begun.length - 1)}`), ...aliases]
}

function takesValue(target: string): boolean {
  return splitOverride(target)[2] === ''
}
