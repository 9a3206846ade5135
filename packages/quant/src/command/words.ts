import { isKnownModelOpt, MODELOPT_VERSIONS, type ModelOpt } from '../validity/modelopt.js'

/** A command line of `hydraconf quant`, read. */
export interface Words {
  readonly modelopt: ModelOpt
  readonly json: boolean
  readonly form: string | undefined
  readonly matching: string | undefined
  readonly rest: readonly string[]
}

/** The flags of these commands; every other word is for the composition. */
const isOwn = (word: string): boolean => /^--(?:modelopt|form|matching)(?:=|$)/.test(word)

/** The release that the pipeline is locked to. */
const USUAL: ModelOpt = '0.40.0'

export function readWords(argv: readonly string[]): Words | { readonly problem: string } {
  const named = new Map<string, string>()
  const rest: string[] = []
  let json = false
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    if (word === '--json') json = true
    else if (word === '-m' || word === '--multirun') continue
    else if (isOwn(word)) {
      const [name, attached] = word.slice(2).split('=', 2) as [string, string | undefined]
      const value = attached ?? argv[++at]
      if (value === undefined) return { problem: `--${name} needs a value` }
      named.set(name, value)
    } else rest.push(word)
  }
  const modelopt = named.get('modelopt') ?? USUAL
  if (!isKnownModelOpt(modelopt)) {
    return { problem: `ModelOpt ${modelopt} is not known; known are ${MODELOPT_VERSIONS.join(', ')}` }
  }
  return { modelopt, json, form: named.get('form'), matching: named.get('matching'), rest }
}
