/** A command line as the `hydraconf` command has read it, by the tables of the commands here. */
export interface ParsedCommandLine {
  readonly flags: Readonly<Record<string, string | true | undefined>>
  readonly json: boolean
  readonly positionals: readonly string[]
}

/** What a command line of `hydraconf quant` says beside the composition. */
export interface CommandArguments {
  readonly json: boolean
  /** Values of flags, by their names: `modelopt-from`. */
  readonly value: (flag: string) => string | undefined
  readonly has: (flag: string) => boolean
  readonly positionals: readonly string[]
}

export function commandArguments({ flags, json, positionals }: ParsedCommandLine): CommandArguments {
  return {
    json,
    value: (flag) => (typeof flags[flag] === 'string' ? flags[flag] : undefined),
    has: (flag) => flags[flag] !== undefined,
    positionals,
  }
}
