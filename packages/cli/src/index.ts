export * from '@hydraconf/core'
export * from '@hydraconf/node'
export type { Command, CommandContext, CommandFamily, CommandLine, ConfigWords, Flag, Positional } from './command.js'
