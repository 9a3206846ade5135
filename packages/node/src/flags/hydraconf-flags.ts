import { UsageError } from './normalize-argv.js'

/** What hydraconf takes beside Hydra's flags. */
export interface HydraconfFlags {
  /** The directory of a sweep to go on with. */
  readonly resume: string | undefined
  /** Let several jobs of a sweep write into one directory, as Hydra does. */
  readonly allowCollisions: boolean
}

export const HYDRACONF_FLAGS = [
  {
    name: 'resume',
    takes: 'value',
    summary: 'go on with the sweep of this directory: run the jobs that did not complete',
  },
  { name: 'allow-collisions', takes: 'nothing', summary: 'let several jobs of a sweep write into one directory' },
] as const

/**
 * Takes our own flags out of a command line. They have to be spelled in full, so that every abbreviation means what it
 * means to Hydra (`--res` is `--resolve`).
 *
 * @throws UsageError for a flag without its value
 */
export function takeHydraconfFlags(argv: readonly string[]): {
  readonly own: HydraconfFlags
  readonly rest: readonly string[]
} {
  const rest: string[] = []
  let resume: string | undefined
  let allowCollisions = false
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    if (word === '--') {
      rest.push(...argv.slice(at))
      break
    }
    if (word === '--allow-collisions') allowCollisions = true
    else if (word.startsWith('--resume=')) resume = word.slice('--resume='.length)
    else if (word === '--resume') {
      resume = argv[++at]
      if (resume === undefined) throw new UsageError('argument --resume: expected one argument')
    } else rest.push(word)
  }
  return { own: { resume, allowCollisions }, rest }
}
