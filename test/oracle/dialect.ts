import { type DialectName, isDialectName, type ReadYamlOptions } from '@hydraconf/core'

const given = process.env.HYDRACONF_DIALECT

/** Which Hydra is asked, and in whose dialect ours answers: `HYDRACONF_DIALECT=1.4`; 1.3 unless told. */
export const DIALECT: DialectName | undefined = isDialectName(given) && given !== '1.3' ? given : undefined

/** With the PyYAML that `requirements.txt` pins: all that is recorded without a word of its PyYAML is by that one. */
export const RECORDED: ReadYamlOptions = { dialect: DIALECT, pyyaml: '6.0.3' }
