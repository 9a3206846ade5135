/**
 * How deep a config may be nested where a function walks it by calling itself. Python's own stack ends before the
 * hundredth level, so whatever Hydra can compose is well within it; what is deeper is refused instead of ending the
 * process. Merging so deep takes two thirds of the stack that Node has: the rest is the program's.
 */
export const MAX_DEPTH = 600
