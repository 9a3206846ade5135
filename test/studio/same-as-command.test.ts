import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openStudio, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { byCommand, byPage, compositionsOf, configFoldersIn, sessionOver } from './same-as-command.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const OURS = [join(ROOT, 'conf'), ...configFoldersIn(join(ROOT, 'examples')), join(ROOT, 'test/two-programs/conf')]

/** Further folders of trees to compare, with `:` between them. */
const GIVEN = (process.env.STUDIO_TREES ?? '').split(':').filter((dir) => dir !== '')

describe('the page composes what the command prints, byte for byte', () => {
  test.each([...OURS, ...GIVEN.flatMap(configFoldersIn)])('%s', (folder) => {
    const dir = dirname(folder)
    const session = sessionOver(dir, folder)
    const compositions = compositionsOf(dir, folder)
    if (OURS.includes(folder)) expect(compositions).not.toEqual([])
    for (const composition of compositions)
      expect(byPage(session, composition), JSON.stringify(composition)).toBe(byCommand(dir, folder, composition))
  })
})

test('typed configs of plugins keep their types on the way to the page', () => {
  const dir = dirname(OURS[1]!)
  const session = sessionOver(dir, OURS[1]!)
  const { configName } = compositionsOf(dir, OURS[1]!)[0]!
  for (const override of ['hydra.launcher.n_jobs=3', 'hydra.launcher.n_jobs=x', 'hydra.launcher.nope=1']) {
    const composition = { configName, overrides: ['hydra/launcher=joblib', override] }
    expect(byPage(session, composition), override).toBe(byCommand(dir, OURS[1]!, composition))
  }
})

describe.skipIf(CHROMIUM === undefined)('and so it does in a browser', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  test('over conf/: every primary config, and each option of each group that it reaches', async () => {
    const { page, faults } = await openStudio(ROOT)
    for (const composition of compositionsOf(ROOT, join(ROOT, 'conf'))) {
      const expected = byCommand(ROOT, join(ROOT, 'conf'), composition)
      const words = new URLSearchParams([['config', composition.configName]])
      for (const override of composition.overrides) words.append('o', override)
      await page.evaluate(`location.hash = ${JSON.stringify(words.toString())}`)
      if (/^\w+(Error|Exception): /.test(expected)) {
        const said = page.getByRole('alert')
        await expect.poll(() => said.locator('.summary').textContent()).toBe(expected.replace(/^\w+: /, ''))
      } else await expect.poll(() => yamlIn(page), { message: JSON.stringify(composition) }).toBe(expected)
    }
    expect(faults).toEqual([])
  })
})
