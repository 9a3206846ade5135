/** All that a process needs of the engine, whichever of the two it does: the command, or a program's run. */
export { hydraMain } from '@hydraconf/node'
export { runCommand } from './run-command.js'
