import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { answer } from '../conformance/src/suites/instantiate.js'
import { NO_ORACLE } from '../oracle/oracle.js'
import { type InstantiateCall, instantiateCall } from './instantiate-configs.js'
import { randomOf } from './random.js'
import { announce, casesOf, SEED } from './settings.js'

const oracle = (path: string) => fileURLToPath(new URL(`../oracle/${path}`, import.meta.url))

/** A Python with the Hydra of each dialect; that of 1.4 is the one which `plugins.py` installs, or the variable names. */
const PYTHONS = {
  '1.3': oracle('.venv/bin/python'),
  '1.4': process.env.HYDRACONF_HYDRA14_PYTHON ?? oracle('.plugins-1.4/bin/python'),
}

test.each(['1.3', '1.4'] as const)('instantiate makes the same objects in the same order as Hydra %s', (dialect) => {
  const python = PYTHONS[dialect]
  if (!existsSync(python)) return console.log(`skipped: ${NO_ORACLE}`)
  const random = randomOf(SEED)
  const calls = Array.from({ length: casesOf(400) }, () => instantiateCall(random))
  announce(`instantiate in Hydra ${dialect}`, calls.length)
  const theirs = asked(python, calls)
  const differences = calls.flatMap((call, at) => {
    const ours = summary(
      (answer({ id: '', suite: '', op: 'instantiate', dialect, input: call }) as { expect: Said }).expect,
    )
    const real = summary(theirs[at]!)
    const isSame = JSON.stringify(ours) === JSON.stringify(real)
    return isSame ? [] : [[JSON.stringify(call), JSON.stringify(ours), JSON.stringify(real)]]
  })
  expect(differences).toEqual([])
})

interface Said {
  readonly result?: unknown
  readonly error?: string | { readonly type: string }
  readonly calls: readonly string[]
}

/** What is compared: what was made or how it was refused, and which targets ran before. */
function summary({ result, error, calls }: Said): unknown {
  if (error === undefined) return { result: result ?? null, calls }
  const type = typeof error === 'string' ? error : error.type
  // What is made out of itself: Python runs out of stack, we name the circle.
  return { error: type === 'RecursionError' ? 'InterpolationResolutionError' : type, calls }
}

function asked(python: string, calls: readonly InstantiateCall[]): readonly Said[] {
  const input = calls.map((call) => JSON.stringify(call)).join('\n')
  const { stdout, stderr } = spawnSync(python, [oracle('instantiating.py')], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const lines = stdout.trim().split('\n')
  if (lines.length !== calls.length) throw new Error(stderr)
  return lines.map((line) => JSON.parse(line))
}
