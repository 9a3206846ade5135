/** Of the packages of this release. */
export const VERSION = '0.1.0'

export { HYDRA_VERSION } from '@hydraconf/core'
