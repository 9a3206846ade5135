import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { noOracle, pythonOf } from '../oracle/oracle.js'
import { announce, casesOf, SEED } from './settings.js'

/** A few of each kind, each asked by a process of its own: what dialect is compared is said to a process. */
const KINDS = ['yaml', 'merge-keys', 'to-yaml', 'overrides', 'sweeps', 'merge', 'interpolation', 'in-place']
const SOAK = fileURLToPath(new URL('soak.mjs', import.meta.url))
const isHere = existsSync(pythonOf('1.4'))

if (!isHere) console.log(`skipped: ${noOracle('1.4')}`)

describe.skipIf(!isHere)('random cases, compared with real Hydra 1.4', () => {
  test.each(KINDS)('%s', { timeout: 0 }, (kind) => {
    const cases = casesOf(60)
    announce(`${kind} in Hydra 1.4`, cases)
    const env = { ...process.env, HYDRACONF_DIALECT: '1.4' }
    const { stdout } = spawnSync(process.execPath, [SOAK, kind, String(cases), String(SEED)], { encoding: 'utf8', env })
    expect(stdout.trim().split('\n').at(-1)).toMatch(/ 0 sorts of differences(, \d+ agreed when asked again)?$/)
  })
})
