import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openPage, openStudio, serveTree, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { SHOP, type Tree, treeOf } from './trees.js'

describe.skipIf(CHROMIUM === undefined)('bad input', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  test('a tree that does not compose shows the files, the pickers and the refusal in place', async () => {
    const files = { ...SHOP, 'conf/config.yaml': SHOP['conf/config.yaml'].replace('mysql', 'mysqll') }
    const { page } = await openStudio(files)
    const refusal = page.getByRole('alert')
    await expect.poll(() => refusal.textContent()).toContain("'db/mysqll'")
    await expect.poll(() => refusal.textContent()).toContain('conf/config.yaml:2:9')
    await expect.poll(() => refusal.locator('pre').textContent()).toContain('^^^^^^')
    await refusal.getByRole('button', { name: 'conf/config.yaml:2:9' }).click()
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Text of conf/config.yaml' }).textContent())
      .toContain('mysqll')
    await page.getByLabel('db', { exact: true }).selectOption('postgres')
    await expect.poll(() => yamlIn(page)).toContain('host: pg.local')
  })

  test('where nothing composes a history says so, and where the refusal stands', async () => {
    const { page } = await openStudio(SHOP, { hash: '#config=config&o=db%3Dmysqll&tab=files&key=db.port' })
    const history = page.getByRole('region', { name: 'History of the value' })
    await expect.poll(() => history.textContent()).toContain("Nothing composes: Could not find 'db/mysqll'")
    expect(await history.textContent()).not.toContain('no such key')
    await history.getByRole('button', { name: 'Show the refusal' }).click()
    await page.locator('.config').getByRole('alert').waitFor()
    await page.getByLabel('db', { exact: true }).selectOption('postgres')
    await expect.poll(() => history.textContent()).toContain('conf/db/postgres.yaml:3')
    expect(await history.textContent()).not.toContain('Nothing composes')
    // What composed last is still shown, and said to be that.
    await page.getByRole('textbox', { name: 'Overrides', exact: true }).click()
    await page.keyboard.press('End')
    await page.keyboard.type('s')
    await expect.poll(() => history.textContent()).toContain('This is of the config that composed last.')
    expect(await history.textContent()).toContain('conf/db/postgres.yaml:3')
  })

  test('YAML that cannot be read, a config that is missing, a folder that is not there', async () => {
    const { page, tree } = await openStudio({ ...SHOP, 'conf/db/mysql.yaml': 'a: [1\nb: }\n' })
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/conf\/db\/mysql.yaml:\d:\d/)
    tree.write('conf/db/mysql.yaml', 'port: 1\n')
    await expect.poll(() => yamlIn(page)).toContain('port: 1')
    const { page: other } = await openStudio({ 'elsewhere/x.yaml': 'a: 1\n' })
    await expect.poll(() => other.getByRole('alert').textContent()).toContain('conf')
    await other.getByRole('tab', { name: 'Files' }).click()
    await expect.poll(() => other.locator('.files .warning').first().textContent()).toContain('is not there')
  })

  test('links that lead back, a file of 50 MB, one that cannot be read, one that is no text: said, and all else works', async () => {
    const tree = treeOf(SHOP)
    const at = (path: string) => join(tree.dir, 'conf', path)
    symlinkSync('..', at('db/up'))
    symlinkSync('self', at('self'))
    symlinkSync('nowhere.yaml', at('gone.yaml'))
    writeFileSync(at('db/huge.yaml'), `a: "${'x'.repeat(50 * 2 ** 20)}"\n`)
    writeFileSync(at('db/bytes.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]))
    tree.write('conf/db/closed.yaml', 'a: 1\n')
    chmodSync(at('db/closed.yaml'), 0)
    const { address } = await serveTree(tree)
    const { page, faults } = await openPage(address, { hash: '#config=config&tab=files' })
    const notes = () => page.locator('.files .warning').allTextContents()
    await expect
      .poll(notes)
      .toEqual([
        'gone.yaml: the link leads nowhere',
        'self: the link leads to itself',
        'db/up: the link leads back to .., and is not followed',
      ])
    await page.getByRole('button', { name: 'conf/db/huge.yaml' }).click()
    await expect
      .poll(() => page.locator('.file').textContent())
      .toContain('has 50 MB: the page takes files of up to 8 MB')
    await page.getByRole('button', { name: 'conf/db/bytes.yaml' }).click()
    await expect.poll(() => page.locator('.file').textContent()).toContain('it is not UTF-8 text')
    await page.getByRole('tab', { name: 'Config' }).click()
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    await page.getByLabel('db', { exact: true }).selectOption('huge')
    await expect.poll(() => page.locator('.config').getByRole('alert').textContent()).toContain('50 MB')
    expect(faults).toEqual([])
  })

  /** The shop, and groups of a hundred options. */
  function groupsIn(tree: Tree, count: number): void {
    for (let group = 0; group < count; group++) {
      mkdirSync(join(tree.dir, `conf/g${group}`))
      for (let option = 0; option < 100; option++)
        writeFileSync(join(tree.dir, `conf/g${group}/o${option}.yaml`), `value: ${group * 100 + option}\n`)
    }
  }

  test('a folder of 10,000 files opens by their names', async () => {
    const tree = treeOf(SHOP)
    groupsIn(tree, 100)
    const { address } = await serveTree(tree)
    const { page, requests } = await openPage(address)
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    // Only what composing read was asked for.
    expect(requests.filter((url) => url.includes('/file?')).length).toBeLessThan(20)
    await page.getByLabel('g42', { exact: true }).selectOption('o7')
    await expect.poll(() => yamlIn(page)).toContain('g42:\n  value: 4207\n')
    await page.getByRole('tab', { name: 'Files' }).click()
    await page.getByText('10,007 files').waitFor()
    await page.getByLabel('Filter files by name').fill('G99/o99')
    await page.getByRole('button', { name: 'conf/g99/o99.yaml' }).click()
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Text of conf/g99/o99.yaml' }).textContent())
      .toContain('9999')
  })

  test('what came by its name is searched, followed and asked for its variables, too', async () => {
    const env = { SHOP_USER: 'shown-when-asked' }
    const tree = treeOf(SHOP, env)
    groupsIn(tree, 21)
    const { address } = await serveTree(tree, { env })
    const { page } = await openPage(address, { hash: '#config=config&o=%2Bg12=o7&tab=files' })
    await page.getByRole('button', { name: 'Read all files' }).click()
    await page.getByLabel('Search in files').fill('value: 1942')
    await page.getByRole('button', { name: 'g19/o42.yaml:1' }).waitFor()
    tree.write('conf/g12/o7.yaml', 'value: changed\n')
    await page.getByRole('tab', { name: 'Config' }).click()
    await expect.poll(() => yamlIn(page)).toContain('g12:\n  value: changed\n')
    // Which variables the configs ask for is known when someone asks for them.
    await page.getByLabel('Resolved').check()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain("'SHOP_USER'")
    await page.getByRole('button', { name: 'Show environment variables' }).click()
    await expect.poll(() => yamlIn(page)).toContain('user: shown-when-asked')
  })

  test('what a config says is text, never markup', async () => {
    const evil = '<img src=x onerror="document.title=\'owned\'">'
    const files = {
      ...SHOP,
      'conf/config.yaml': `defaults: [db: mysql, _self_]\n'${evil.replaceAll("'", "''")}': '${evil.replaceAll("'", "''")}'\n`,
    }
    const { page, faults } = await openStudio(files)
    await expect.poll(() => yamlIn(page)).toContain('<img')
    await page.locator('.yaml .cm-line', { hasText: '<img' }).first().click()
    await page.getByRole('tab', { name: 'Compare' }).click()
    await page.getByLabel('Compare with', { exact: true }).selectOption('other')
    await page.getByRole('cell', { name: '<img' }).first().waitFor()
    expect(await page.title()).toBe('conf – hydraconf studio')
    expect(await page.locator('img[src]').count()).toBe(0)
    expect(faults).toEqual([])
  })
})
