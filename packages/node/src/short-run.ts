import { setFlagsFromString } from 'node:v8'

/** What V8 is told by a flag: its own number, and ours for a short run. */
type Flag = readonly [name: string, usual: number, short: number]

// A run of some tenths of a second is over before optimized code has paid for what it took to make, so functions have to run
// fifteen times as long before; a long sweep still gets there. And room for more new values would be touched once, not used
// again. The flags of the releases of Node that we know: others are left as they are.
const GROWTH: Flag = ['--semi-space-growth-factor', 2, 1]
const CALLS: readonly Flag[] = [
  ['--invocation-count-for-turbofan', 3000, 45_000],
  ['--invocation-count-for-maglev', 400, 6000],
  GROWTH,
]
const FLAGS: Readonly<Record<string, readonly Flag[]>> = {
  v20: [['--interrupt-budget', 67_584, 1_000_000], GROWTH],
  v22: CALLS,
  v24: CALLS,
}

/** Sets V8 up for a short run, or back to its own ways: the whole process, but for flags that it was started with. */
export function tune(isShort: boolean): void {
  const flags = FLAGS[process.version.split('.')[0]!] ?? []
  const given = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').replaceAll('_', '-')
  for (const [name, usual, short] of flags) {
    if (!given.includes(name)) setFlagsFromString(`${name}=${isShort ? short : usual}`)
  }
}

let isFirst = true

/** Runs the first composition of a process as a short run, which it is to most programs; those after it as V8 sees fit. */
export function composeFirst<T>(compose: () => T): T {
  if (!isFirst) return compose()
  isFirst = false
  tune(true)
  try {
    return compose()
  } finally {
    tune(false)
  }
}
