import { raise } from '@hydraconf/core'
import { type AppOptions, appOf, colours, type Host, parseFlags } from '@hydraconf/node'
import { takeFlags } from '../command-flags.js'
import { notAnOption } from '../messages.js'
import { checkTree } from './check-tree.js'
import { checkReport, FORMATS, type Format } from './report.js'

/** `hydraconf check`: all that is wrong with a tree of configs; 1 if anything is. `--fix` mends what has one safe answer. */
export async function checkCommand(argv: readonly string[], options: AppOptions, host: Host): Promise<number> {
  const { flags: own, values, rest } = takeFlags(argv, { flags: ['--json', '--fix'], values: ['--format'] })
  const format = own.has('--json') ? 'json' : formatOf(values.get('--format') ?? 'text')
  const flags = parseFlags(rest)
  const app = appOf({ ...options, configName: undefined }, host, flags)
  let checked = await checkTree(app.environment, flags.configName)
  const fixed: string[] = []
  if (own.has('--fix')) {
    const { fixProblem } = await import('./fix.js')
    // A mended file may show the next problem; each round mends something or is the last.
    for (let round = 0; round < 100; round++) {
      const done = checked.problems
        .map((problem) => fixProblem(problem, host.cwd()))
        .filter((text) => text !== undefined)
      if (done.length === 0) break
      fixed.push(...done)
      checked = await checkTree(app.environment, flags.configName)
    }
  }
  host.out(checkReport(checked, format, host.cwd(), fixed, colours(host.colours?.out === true)))
  return checked.problems.some(({ severity }) => severity === 'error') ? 1 : 0
}

function formatOf(value: string): Format {
  const format = FORMATS.find((name) => name === value)
  if (format === undefined) throw raise(notAnOption({ flag: '--format', value, known: FORMATS }))
  return format
}
