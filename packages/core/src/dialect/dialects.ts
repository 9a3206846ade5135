import type { Dialect, DialectName } from './dialect.js'
import { HYDRA_1_3 } from './hydra-1.3.js'
import { HYDRA_1_4 } from './hydra-1.4.js'

const DIALECTS: Readonly<Record<DialectName, Dialect>> = { '1.3': HYDRA_1_3, '1.4': HYDRA_1_4 }

/** The dialect of a name; Hydra 1.3's unless one is given. */
export function dialectOf(name: DialectName = '1.3'): Dialect {
  return DIALECTS[name]
}

/** The Hydra whose language a dialect is: `hydra.runtime.version`. */
export function hydraVersionOf(name?: DialectName): string {
  return dialectOf(name).hydraVersion
}

/** Whether overrides have aliases in a dialect. */
export function hasAliases(name?: DialectName): boolean {
  return dialectOf(name).run.hasAliases
}

/** Whether a text names a dialect. */
export function isDialectName(name: unknown): name is DialectName {
  return typeof name === 'string' && Object.hasOwn(DIALECTS, name)
}
