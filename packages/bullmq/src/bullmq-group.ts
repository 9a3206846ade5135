import { declaredConfigs, type FieldDeclaration } from '@hydraconf/node'

/** The `_target_` of our own launcher. */
export const BULLMQ_TARGET = 'hydraconf.bullmq'

const field = (name: string, type: string, yaml: string): FieldDeclaration => ({ name, type, default: { yaml } })

const REDIS = {
  name: 'Redis',
  fields: [
    // In place of all below: redis://user:password@host:6379/0, rediss:// with TLS.
    field('url', 'Optional[str]', '${oc.env:REDIS_URL,null}'),
    field('host', 'str', '${oc.env:REDIS_HOST,localhost}'),
    field('port', 'int', `"\${oc.env:REDIS_PORT,'6379'}"`),
    field('db', 'int', `"\${oc.env:REDIS_DB,'0'}"`),
    field('username', 'Optional[str]', '${oc.env:REDIS_USERNAME,null}'),
    field('password', 'Optional[str]', '${oc.env:REDIS_PASSWORD,null}'),
    field('ssl', 'bool', `"\${oc.env:REDIS_SSL,'False'}"`),
    field('ssl_ca_certs', 'Optional[str]', '${oc.env:REDIS_SSL_CA_CERTS,null}'),
  ],
}

const LAUNCHER = {
  name: 'BullMQLauncher',
  fields: [
    field('_target_', 'str', BULLMQ_TARGET),
    field('queue', 'str', 'hydraconf'),
    { name: 'redis', type: 'Redis', default: { instance: 'Redis' } },
    // How often a job is given to a worker at most when its process or its worker dies.
    field('attempts', 'int', '1'),
    // Seconds that a job may take.
    field('timeout', 'Optional[float]', 'null'),
    field('at_front', 'bool', 'false'),
    field('detach', 'bool', 'false'),
  ],
}

/** `hydra/launcher: bullmq`: what can be set, with its types. */
export function bullmqGroup() {
  return declaredConfigs(
    [REDIS, LAUNCHER],
    [{ group: 'hydra/launcher', name: 'bullmq', provider: 'bullmq', class: LAUNCHER.name }],
  )
}
