import { appOf, colours } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { checkTree } from './check-tree.js'
import type { Format } from './formats.js'
import { checkReport } from './report.js'

/** `hydraconf check`: all that is wrong with a tree of configs; 1 if anything is. `--fix` mends what has one safe answer. */
export async function checkCommand({ flags, json, config }: CommandLine, context: CommandContext): Promise<number> {
  const { host, options } = context
  const format = json ? 'json' : ((flags.format ?? 'text') as Format)
  const app = appOf({ ...options, configName: undefined }, host, config)
  let checked = await checkTree(app.environment, config.configName)
  const fixed: string[] = []
  if (flags.fix) {
    const { fixProblem } = await import('./fix.js')
    // A mended file may show the next problem; each round mends something or is the last.
    for (let round = 0; round < 100; round++) {
      const done = checked.problems
        .map((problem) => fixProblem(problem, host.cwd()))
        .filter((text) => text !== undefined)
      if (done.length === 0) break
      fixed.push(...done)
      checked = await checkTree(app.environment, config.configName)
    }
  }
  host.out(checkReport(checked, format, host.cwd(), fixed, colours(host.colours?.out === true)))
  return checked.problems.some(({ severity }) => severity === 'error') ? 1 : 0
}
