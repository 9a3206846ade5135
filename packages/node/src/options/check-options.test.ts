import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HydraconfError } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import type { AppOptions } from '../app.js'
import { composeDir } from '../compose-dir.js'
import { processHost } from '../host.js'

const CONF = { 'conf/config.yaml': 'a: 1\n' }

const WRONG: readonly (readonly [options: object, says: string])[] = [
  [{ config_path: 'conf' }, "There is no option 'config_path'\n  Did you mean configDir?"],
  [{ configPath: 'conf' }, 'Did you mean configDir?'],
  [{ config_name: 'config' }, 'Did you mean configName?'],
  [{ configname: 'config' }, 'Did you mean configName?'],
  [{ version_base: '1.3' }, 'Did you mean versionBase?'],
  [{ jobname: 'train' }, 'Did you mean jobName?'],
  [{ plugin: [] }, 'Did you mean plugins?'],
  [
    { colour: 'red' },
    'There are configDir, configName, versionBase, dialect, pyyaml, plugins, resolvers, jobName, pythonVersion',
  ],
  [{ overrides: ['a=1'] }, 'Overrides are the words of the command line'],
  [{ versionBase: 1.3 }, "'versionBase' is a text or null, not 1.3\n  For example versionBase: '1.3'"],
  [{ configDir: 3 }, "'configDir' is a folder, as a text or a URL, not 3"],
  [{ plugins: {} }, "'plugins' is a list of plugins, not an object"],
  [{ plugins: [3] }, "'plugins[0]' is a plugin, an object with a name, not 3"],
  [{ plugins: [{ resolvers: {} }] }, "'plugins[0].name' is a text, not nothing"],
  [{ plugins: [{ name: 'p', resolver: {} }] }, "plugins[0] has no option 'resolver'\n  Did you mean resolvers?"],
  [{ plugins: [{ name: 'p', resolvers: { x: 3 } }] }, "'resolvers.x' is a function, not 3"],
  [{ resolvers: { x: 'a' } }, "'resolvers.x' is a function, not the text 'a'"],
]

test.each(WRONG)('%o is refused in one message before anything is written', async (options, says) => {
  const { run } = sandbox(CONF)
  const { code, err, files } = await run('', () => {}, options as AppOptions)
  expect(code).toBe(1)
  expect(err).toContain(says)
  expect(err.split('\n').filter((line) => line.startsWith('    at '))).toEqual([])
  expect(files).toEqual([])
})

test('without a task nothing is run', async () => {
  const { err, files } = await sandbox(CONF).run('', null as never)
  expect(err).toMatch(/^hydraMain takes a task, .* it was given null\n {2}For example hydraMain\(/)
  expect(files).toEqual([])
})

test("version base null is Python's None: the newest", async () => {
  const { code, read } = await sandbox(CONF).run('hydra.run.dir=out', () => {}, { versionBase: null })
  expect(code).toBe(0)
  expect(read('out/.hydra/hydra.yaml')).toContain("version_base: '1.3'")
})

test('composeDir refuses in the same words', () => {
  const { dir } = sandbox(CONF)
  const refusal = (...given: readonly unknown[]) => {
    try {
      composeDir(...(given as [string]))
    } catch (error) {
      if (error instanceof HydraconfError) return error.message
    }
    return undefined
  }
  expect(refusal(dir, { overrides: 'a=1' })).toBe(
    "'overrides' is a list of texts, not the text 'a=1'\n  For example overrides: ['db=mysql', '+lr=0.1']",
  )
  expect(refusal(dir, { config_name: 'config' })).toContain('Did you mean configName?')
  expect(refusal(dir, ['a=1'])).toContain("'options' is an object, not a list")
  expect(refusal()).toContain("'dir' is a folder, as a text or a URL, not nothing")
  expect(existsSync(join(dir, 'outputs'))).toBe(false)
})

test('a refusal that nobody catches is one of the line that called', () => {
  const { dir } = sandbox(CONF)
  const calls = () => composeDir(join(dir, 'conf'), { configName: 'config', overrides: ['b=1'] })
  expect(calls).toThrow(HydraconfError)
  try {
    calls()
  } catch (error) {
    const frames = (error as Error).stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? []
    expect(frames[0]).toContain('check-options.test.ts')
    expect(Object.keys(error as Error)).toEqual([])
    expect((error as Error).cause).toBeUndefined()
  }
  const host = { ...processHost(), env: { HYDRA_FULL_ERROR: '1' } }
  const full = () => composeDir(join(dir, 'conf'), { configName: 'config', overrides: ['b=1'] }, host)
  try {
    full()
  } catch (error) {
    expect((error as Error).stack).toContain('core/src/compose.ts')
  }
  expect(full).toThrow("There is no 'b'")
})
