import { type DialectName, isDialectName } from '@hydraconf/core'

const given = process.env.HYDRACONF_DIALECT

/** Which Hydra is asked, and in whose dialect ours answers: `HYDRACONF_DIALECT=1.4`; 1.3 unless told. */
export const DIALECT: DialectName | undefined = isDialectName(given) && given !== '1.3' ? given : undefined
