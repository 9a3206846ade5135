// Said again here, so that `--version` loads no engine; a test holds them to those of @hydraconf/node.
export const VERSION = '0.1.0'
export const HYDRA_VERSION = '1.3.5'
