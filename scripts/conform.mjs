// `npm run conform`: all recorded cases through test/conformance/adapter, a line a suite.
//   --only TEXT    the suite of that name, or the cases whose id, group or suite contains TEXT
//   --show N       N differing cases of each suite
//   --timeout N    seconds that one file of cases may take (300)
//   --update       raise test/conformance/passing.json to what passes now
// Ends with 1 when a suite passes fewer cases than passing.json says.
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { NOT_HERE, passingFloors, raiseFloors, recordedSuites, runSuites } from '../test/conformance/recorded.mjs'
import { SetupError, say, setUp } from './setup.mjs'

/**
 * Runs the suites and prints the table with `print`. Gives a check for each suite: whether it passes as many
 * cases as it is known to; or undefined where the recorded cases are missing.
 */
export async function conform({ only, show, timeout, update = false, print }) {
  const all = recordedSuites()
  if (all.length === 0) return undefined
  const named = all.filter(({ name }) => name === only)
  const suites = named.length > 0 ? named : all
  const partial = only !== undefined && named.length === 0
  const floors = passingFloors()
  const results = []
  for await (const result of runSuites(suites, { show, timeout, only: partial ? only : undefined })) {
    if (partial && result.total === 0 && result.trouble.length === 0) continue
    const floor = partial ? undefined : floors[result.name]
    const low = floor !== undefined && result.passed < floor
    results.push({ ...result, low })
    print(row(result, low ? `  FEWER than the ${floor} of passing.json` : ''))
    if (result.shown) print(result.shown)
    for (const line of result.trouble) print(`  ! ${line}`)
  }
  const passed = results.reduce((n, result) => n + result.passed, 0)
  const total = results.reduce((n, result) => n + result.total, 0)
  print(row({ name: 'all', passed, total, verdicts: {} }))
  if (update && !partial) raiseFloors(results)
  return results.map(({ name, low }) => ({ name, ok: !low }))
}

function row({ name, passed, total, verdicts }, note = '') {
  const share = total === 0 ? '-' : `${(Math.floor((10_000 * passed) / total) / 100).toFixed(2)}%`
  const others = Object.entries(verdicts).filter(([verdict]) => verdict !== 'pass')
  const rest = others.map(([verdict, count]) => `${verdict} ${count}`).join(', ')
  const numbers = `${String(passed).padStart(6)} / ${String(total).padStart(6)} ${share.padStart(8)}`
  return `${name.padEnd(24)} ${numbers}  ${rest}${note}`.trimEnd()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { values } = parseArgs({
      options: {
        only: { type: 'string' },
        show: { type: 'string', default: '0' },
        timeout: { type: 'string', default: '300' },
        update: { type: 'boolean', default: false },
      },
    })
    await setUp()
    const options = { ...values, show: Number(values.show), timeout: Number(values.timeout) }
    const checks = await conform({ ...options, print: (line) => process.stdout.write(`${line}\n`) })
    if (checks === undefined) say(NOT_HERE)
    else if (checks.some(({ ok }) => !ok)) process.exitCode = 1
  } catch (error) {
    if (!(error instanceof SetupError) && !String(error.code).startsWith('ERR_PARSE_ARGS')) throw error
    say(error.message)
    process.exitCode = 1
  }
}
