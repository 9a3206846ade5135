import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openStudio, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { SHOP } from './trees.js'

describe.skipIf(CHROMIUM === undefined)('the page', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  test('composes what the command prints, and says how long it took', async () => {
    const { page, faults } = await openStudio(SHOP)
    await expect
      .poll(() => yamlIn(page))
      .toBe(
        'db:\n  host: localhost\n  port: 3306\n  timeout: 10\nshop:\n  ui:\n    theme: light\n    size: 1\n' +
          'url: http://${db.host}:${db.port}/\nuser: ${oc.env:SHOP_USER}\nneed: 1\n',
      )
    await expect.poll(() => page.getByLabel('Time to compose').textContent()).toMatch(/^\d+\.\d ms$/)
    expect(faults).toEqual([])
  })

  test('a choice writes the override that a shell needs, which back takes back and forward brings again', async () => {
    const { page } = await openStudio(SHOP)
    await page.getByLabel('db', { exact: true }).selectOption('postgres')
    await expect.poll(() => yamlIn(page)).toContain('host: pg.local')
    await page.getByLabel('ui@shop.ui').selectOption('rich')
    await expect.poll(() => yamlIn(page)).toContain('theme: dark')
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Overrides' }).textContent())
      .toBe('db=postgres ui@shop.ui=rich')
    await page.getByRole('button', { name: 'Copy command' }).click()
    await expect
      .poll(() => page.evaluate('navigator.clipboard.readText()'))
      .toBe('hydraconf -cn config db=postgres ui@shop.ui=rich')
    await page.goBack()
    await expect.poll(() => yamlIn(page)).toContain('theme: light')
    expect(await yamlIn(page)).toContain('host: pg.local')
    await page.goForward()
    await expect.poll(() => yamlIn(page)).toContain('theme: dark')
    await page.goBack()
    await expect.poll(() => yamlIn(page)).toContain('theme: light')
    await page.getByRole('button', { name: 'Back to the default of db' }).click()
    await expect.poll(() => yamlIn(page)).toContain('host: localhost')
  })

  test('where the page may not write to the clipboard, the command is there to be copied by hand', async () => {
    const { page } = await openStudio(SHOP, {
      script: "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
    })
    await page.getByRole('button', { name: 'Copy command' }).click()
    const shown = page.getByRole('textbox', { name: 'Command to copy' })
    expect(await shown.inputValue()).toBe('hydraconf -cn config')
    expect(await page.evaluate('getSelection().toString()')).toBe('hydraconf -cn config')
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Copy command' }).waitFor()
  })

  test('a link shows the same thing', async () => {
    const { page, serving } = await openStudio(SHOP)
    await page.getByLabel('db', { exact: true }).selectOption('postgres')
    await page.getByLabel('Resolved').check()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('SHOP_USER')
    const { page: other } = await openStudio(SHOP, {})
    await other.goto(page.url().replace(/^.*#/, `${serving.address}#`))
    await expect.poll(() => other.getByLabel('db', { exact: true }).inputValue()).toBe('postgres')
    expect(await other.getByLabel('Resolved').isChecked()).toBe(true)
  })

  test('overrides are completed, and a mistake is underlined with the refusal of the engine', async () => {
    const { page } = await openStudio(SHOP)
    const input = page.getByRole('textbox', { name: 'Overrides' })
    await input.click()
    await page.keyboard.type('db=post')
    await page.getByRole('option', { name: 'db=postgres' }).waitFor()
    // CodeMirror takes no Enter in the first 75 ms of a list, so that nobody accepts what he has not seen. One that it does not
    // take changes nothing.
    const enter = async () => {
      await page.keyboard.press('Enter')
      return input.textContent()
    }
    await expect.poll(enter).toBe('db=postgres')
    await expect.poll(() => yamlIn(page)).toContain('host: pg.local')
    await page.keyboard.type(' db.prt=1')
    await expect.poll(() => page.getByRole('alert').textContent()).toContain("There is no 'db.prt' to change")
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('Did you mean db.port?')
    await expect.poll(() => page.locator('.input .mistake').textContent()).toBe('db.prt')
    // The last config that composed stays in sight.
    expect(await yamlIn(page)).toContain('host: pg.local')
  })

  test('a value tells its history and shows the line in its file', async () => {
    const { page } = await openStudio(SHOP)
    await page.locator('.yaml .cm-line', { hasText: 'port: 3306' }).click()
    const history = page.getByRole('region', { name: 'History of the value' })
    await expect.poll(() => history.textContent()).toContain('conf/db/base.yaml:2:7')
    await expect.poll(() => history.locator('li.made').textContent()).toContain('3306 conf/db/mysql.yaml:3:7')
    await expect.poll(() => history.locator('li.made').textContent()).toContain('config › db: mysql')
    await expect.poll(() => page.getByRole('region', { name: 'File' }).textContent()).toContain('conf/db/mysql.yaml')
    await page.locator('.yaml .cm-line', { hasText: 'url:' }).click()
    await expect.poll(() => history.textContent()).toContain('http://localhost:3306/')
    await expect.poll(() => history.textContent()).toContain('reads db.host')
    // The place of each value stands beside it.
    await expect.poll(() => page.locator('.origins').textContent()).toContain('conf/db/mysql.yaml:2:7')
  })

  test('unresolved or resolved, job or hydra; the environment only after a click', async () => {
    const { page } = await openStudio(SHOP, { env: { SHOP_USER: 'hidden-until-asked' } })
    await page.getByLabel('Resolved').check()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain("'SHOP_USER'")
    await page.getByRole('button', { name: 'Show environment variables (1)' }).click()
    await expect.poll(() => yamlIn(page)).toContain('user: hidden-until-asked')
    expect(await yamlIn(page)).toContain('url: http://localhost:3306/')
    await page.getByLabel('Resolved').uncheck()
    await page.getByLabel('Hydra', { exact: true }).check()
    await expect.poll(() => yamlIn(page)).toMatch(/^hydra:\n {2}run:\n/)
  })
})
