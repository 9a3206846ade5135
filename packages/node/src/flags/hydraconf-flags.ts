import { UsageError } from './normalize-argv.js'

/** What hydraconf takes beside Hydra's flags. */
export interface HydraconfFlags {
  /** What to do with a sweep that was begun earlier; undefined: something new is started. */
  readonly earlier: EarlierSweepFlags | undefined
  /** Let several jobs of a sweep write into one directory, as Hydra does. */
  readonly allowCollisions: boolean
}

export interface EarlierSweepFlags {
  readonly action: (typeof ACTIONS)[number]
  /** The directory of the sweep, as it was given. */
  readonly dir: string
  /** Which jobs are tried again: numbers, and stretches of them, as in `3,7-9`. All that failed or were lost, unless told. */
  readonly jobs?: string | undefined
  /** Those alone whose error has this text. */
  readonly cause?: string | undefined
}

const ACTIONS = ['resume', 'retry', 'cancel'] as const

export const HYDRACONF_FLAGS = [
  {
    name: 'resume',
    takes: 'value',
    summary: 'go on with the sweep of this directory: run the jobs that did not complete',
  },
  { name: 'retry', takes: 'value', summary: 'run the jobs of this sweep again that failed or were lost' },
  { name: 'job', takes: 'value', summary: 'with --retry: these alone (3,7-9)' },
  { name: 'cause', takes: 'value', summary: 'with --retry: those alone whose error has this text' },
  { name: 'cancel', takes: 'value', summary: 'end the sweep of this directory, and all of its jobs' },
  { name: 'allow-collisions', takes: 'nothing', summary: 'let several jobs of a sweep write into one directory' },
] as const

type FlagWithValue = Extract<(typeof HYDRACONF_FLAGS)[number], { takes: 'value' }>['name']

/**
 * Takes our own flags out of a command line. They have to be spelled in full, so that every abbreviation means what it
 * means to Hydra (`--res` is `--resolve`).
 *
 * @throws UsageError for a flag without its value, and for flags that do not go together
 */
export function takeHydraconfFlags(argv: readonly string[]): {
  readonly own: HydraconfFlags
  readonly rest: readonly string[]
} {
  const rest: string[] = []
  const given = new Map<FlagWithValue, string>()
  let allowCollisions = false
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at]!
    if (word === '--') {
      for (const each of argv.slice(at)) rest.push(each)
      break
    }
    const flag = HYDRACONF_FLAGS.find(({ name }) => word === `--${name}` || word.startsWith(`--${name}=`))
    if (flag === undefined) rest.push(word)
    else if (flag.takes === 'nothing') {
      if (word !== `--${flag.name}`) rest.push(word)
      else allowCollisions = true
    } else {
      const value = word === `--${flag.name}` ? argv[++at] : word.slice(flag.name.length + 3)
      if (value === undefined) throw new UsageError(`argument --${flag.name}: expected one argument`)
      given.set(flag.name, value)
    }
  }
  return { own: { earlier: earlierOf(given), allowCollisions }, rest }
}

function earlierOf(given: ReadonlyMap<FlagWithValue, string>): EarlierSweepFlags | undefined {
  const [action, another] = ACTIONS.filter((name) => given.has(name))
  if (another !== undefined) throw new UsageError(`argument --${another}: not allowed with argument --${action}`)
  for (const name of ['job', 'cause'] as const)
    if (given.has(name) && action !== 'retry') throw new UsageError(`argument --${name}: it goes with --retry DIR`)
  if (action === undefined) return undefined
  return { action, dir: given.get(action)!, jobs: given.get('job'), cause: given.get('cause') }
}
