/** Of the packages of this release. */
export const VERSION = '0.1.0'

/**
 * The release of Hydra whose behaviour this is: what `hydra.runtime.version`, and so `hydra.yaml`, says. Tools that read
 * those files ask which Hydra's rules made them; the package's own version is in its `package.json`.
 */
export const HYDRA_VERSION = '1.3.5'
