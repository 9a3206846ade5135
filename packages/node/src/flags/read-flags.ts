import minimist from 'minimist'
import { type FlagSpec, normalizeArgv } from './normalize-argv.js'

/** A command line, read by a table of flags. */
export interface ReadFlags {
  /** The flags that were given, by name without dashes, each with its values; one that takes nothing has none. */
  readonly given: ReadonlyMap<string, readonly string[]>
  /** All that is no flag. */
  readonly words: readonly string[]
}

/**
 * Reads a command line by a table of flags, as Python's argparse would. With `mixed`, words and flags may alternate.
 *
 * @throws UsageError for what the table does not know
 */
export function readFlags(
  argv: readonly string[],
  specs: readonly FlagSpec[],
  how: { readonly mixed?: boolean } = {},
): ReadFlags {
  const { flags, overrides } = normalizeArgv(argv, specs, how)
  const read = minimist([...flags], {
    boolean: specs.filter(({ takes }) => takes === 'nothing').map(({ name }) => name),
    string: specs.filter(({ takes }) => takes !== 'nothing').map(({ name }) => name),
  })
  const given = new Map<string, readonly string[]>()
  for (const { name, takes } of specs) {
    const found: unknown = read[name]
    if (found === undefined || found === false) continue
    given.set(name, takes === 'nothing' ? [] : [found].flat().map(String))
  }
  return { given, words: overrides }
}
