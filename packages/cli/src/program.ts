/**
 * `hydraconf/main`: `hydraMain` alone, as the bundled command has it. A program that imports it from here is up sooner: one
 * bundle with compiled code kept beside it, in place of every module of the packages.
 */
export type { AppOptions, Run, Task } from '@hydraconf/node'
export { hydraMain } from './engine.js'
