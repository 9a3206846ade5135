/**
 * How deep a config may be nested where a function walks it by calling itself. Python's own stack ends sooner, so
 * whatever Hydra can compose is well within it; what is deeper is refused instead of ending the process.
 */
export const MAX_DEPTH = 1000
