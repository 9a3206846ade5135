/**
 * `HYDRACONF_SEED=7` (or `HYDRACONF_SEED=any`) runs other cases; `HYDRACONF_CASES=10` runs ten times as many.
 * The seed is printed, so that any run can be had again.
 */
export const SEED =
  process.env.HYDRACONF_SEED === 'any' ? Math.floor(Math.random() * 2 ** 31) : Number(process.env.HYDRACONF_SEED ?? 1)

const TIMES = Number(process.env.HYDRACONF_CASES ?? 1)

/** How many cases to run where `modest` are enough to notice most mistakes. */
export function casesOf(modest: number): number {
  return Math.max(1, Math.round(modest * TIMES))
}

export function announce(what: string, cases: number): void {
  console.log(`${what}: ${cases} cases, HYDRACONF_SEED=${SEED}`)
}
