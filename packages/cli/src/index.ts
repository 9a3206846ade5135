export * from '@hydraconf/core'
export * from '@hydraconf/node'
export type { Command, CommandFamily, CommandLine, ConfigWords, Flag, Positional } from './command.js'
export type { CommandContext } from './command-context.js'
