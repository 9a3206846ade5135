/** Flags of a command of ours, taken out of its words before Hydra's flags are read. */
export interface CommandFlags {
  readonly flags: ReadonlySet<string>
  readonly values: ReadonlyMap<string, string>
  readonly rest: readonly string[]
}

/** `--json`, `--format sarif`, `--format=sarif`. What stands behind `--` is left alone. */
export function takeFlags(
  argv: readonly string[],
  known: { readonly flags?: readonly string[]; readonly values?: readonly string[] },
): CommandFlags {
  const { flags: plain = [], values: valued = [] } = known
  const flags = new Set<string>()
  const values = new Map<string, string>()
  const rest: string[] = []
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    if (word === '--') {
      rest.push(...argv.slice(at))
      break
    }
    const equals = word.indexOf('=')
    const name = equals === -1 ? word : word.slice(0, equals)
    if (plain.includes(word)) flags.add(word)
    else if (valued.includes(name)) values.set(name, equals === -1 ? (argv[++at] ?? '') : word.slice(equals + 1))
    else rest.push(word)
  }
  return { flags, values, rest }
}
