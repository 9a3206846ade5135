export * from '@hydraconf/core'
export * from '@hydraconf/node'
export type { CommandContext } from './command-context.js'
export type { Command } from './plugin-command.js'
