import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pointerText, writeOrders } from '../../../node/src/sweep/job-files/orders.js'
import { runMessage } from './run-message.js'

test('of a program that ends in order without a result it is said that it left none', async () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'run-message-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const start = {
    overrides: [],
    configName: undefined,
    configPath: undefined,
    configDirs: [],
    cwd: dir,
    now: 0,
    seed: 1,
    allowCollisions: false,
  }
  const job = { number: 3, overrides: [], dir: join(dir, '3') }
  const batch = writeOrders(dir, { hydraOverrides: [], start, sweepDir: dir, program: ['-e', ''] }, [job])
  const said: string[] = []
  const signal = new AbortController().signal
  const pointer = pointerText({ batch, index: 0, attempt: 0 })
  await runMessage({ pointer }, { waited: 0, signal, say: (line) => said.push(line) })
  expect(said).toEqual([expect.stringMatching(/^#3 of .* left no result after [\d.]+ s$/)])
})
