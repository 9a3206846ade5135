import type { DialectName, Environment } from '@hydraconf/core'

/** The same environment for another Hydra; 1.4 follows no `version_base` of an older one. */
export function inDialect(environment: Environment, dialect: DialectName): Environment {
  return { ...environment, dialect, versionBase: dialect === '1.4' ? undefined : environment.versionBase }
}
