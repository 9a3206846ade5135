export * from '@hydraconf/core'
export * from '@hydraconf/node'
export type { Command, CommandContext } from './plugin-command.js'
