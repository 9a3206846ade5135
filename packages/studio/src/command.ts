import type { CommandContext, CommandLine } from './run-studio.js'

const value = (name: string, placeholder: string, summary: string) =>
  ({ name, takes: 'value', placeholder, summary }) as const

const nothing = (name: string, summary: string) => ({ name, takes: 'nothing', summary }) as const

/** What the `hydraconf` command finds in this package: `hydraconf studio ...` runs it. */
export const command = {
  summary: 'a page that composes the tree live: choices, origins, defaults, sweeps, files',
  flags: [
    nothing('open', 'open the browser'),
    value('port', 'NUMBER', 'where to serve it, or at the next free one (8710)'),
    nothing('edit', 'let the page write files of the config folders'),
    value('export', 'DIR', 'write the page with the tree inside as a static folder, and end'),
  ],
  composes: 'config',
  examples: ['studio -cn config --open', 'studio -cn config db=postgres --export public'],
  /** The server is loaded when it runs: whoever lists the commands needs none of it. */
  async run(line: CommandLine, context: CommandContext): Promise<number> {
    const { runStudio } = await import('./run-studio.js')
    return runStudio(line, context)
  },
} as const
