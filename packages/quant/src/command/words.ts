import type { ModelOpt } from '../validity/modelopt.js'

/** A command line as the `hydraconf` command has read it, by the tables of the commands here. */
export interface ReadLine {
  readonly flags: Readonly<Record<string, string | true | undefined>>
  readonly json: boolean
  readonly positionals: readonly string[]
}

/** What a command line of `hydraconf quant` says beside the composition. */
export interface Words {
  readonly modelopt: ModelOpt
  readonly json: boolean
  readonly form: string | undefined
  readonly matching: string | undefined
  /** Of the commands that take one. */
  readonly file: string
}

/** The release that the pipeline is locked to. */
const USUAL: ModelOpt = '0.40.0'

export function wordsOf({ flags, json, positionals }: ReadLine): Words {
  return {
    modelopt: (flags.modelopt ?? USUAL) as ModelOpt,
    json,
    form: flags.form as string | undefined,
    matching: flags.matching as string | undefined,
    file: positionals[0] ?? '',
  }
}
