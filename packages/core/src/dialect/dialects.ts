import type { Dialect, DialectName, PyYamlVersion } from './dialect.js'
import { HYDRA_1_3, HYDRA_1_3_PYYAML_6_0_3 } from './hydra-1.3.js'
import { HYDRA_1_4 } from './hydra-1.4.js'

const DIALECTS: Readonly<Record<DialectName, Readonly<Record<PyYamlVersion, Dialect>>>> = {
  '1.3': { '6.0.3': HYDRA_1_3_PYYAML_6_0_3, '6.0.4': HYDRA_1_3 },
  '1.4': { '6.0.3': HYDRA_1_4, '6.0.4': HYDRA_1_4 },
}

/** The dialect of a name, as a PyYAML reads it; Hydra 1.3's and the newest unless given. */
export function dialectOf(name: DialectName = '1.3', pyyaml: PyYamlVersion = '6.0.4'): Dialect {
  return DIALECTS[name][pyyaml]
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

/** Whether a text names a PyYAML that reads in a way of its own. */
export function isPyYamlVersion(name: unknown): name is PyYamlVersion {
  return typeof name === 'string' && Object.hasOwn(DIALECTS['1.3'], name)
}

/** The version that reads as the given one does (`yaml.__version__`): 6.0.3 for all before 6.0.4. */
export function pyYamlLike(version: string): PyYamlVersion {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10) || 0)
  return major * 1e6 + minor * 1e3 + patch < 6_000_004 ? '6.0.3' : '6.0.4'
}
