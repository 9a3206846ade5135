import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, openStudio, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { SHOP } from './trees.js'

describe.skipIf(CHROMIUM === undefined)('the views', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  test('the defaults tree is drawn in the order of the final list, with absent entries and why', async () => {
    const { page } = await openStudio(SHOP, { hash: '#config=config&o=db%3Dpostgres&tab=defaults' })
    const picture = page.getByRole('region', { name: 'Defaults tree' })
    await expect.poll(() => picture.getByRole('button').count()).toBe(7)
    const boxes = await picture.getByRole('button').allTextContents()
    expect(boxes.map((text) => text.replace(/^\d+ /, ''))).toEqual(
      expect.arrayContaining(['config_global_', 'db: postgresdb', 'cache: noneoptional, and there is no such config']),
    )
    await picture.getByRole('button', { name: 'db/base' }).or(picture.getByTitle('db/base, package db')).first().click()
    const said = page.getByRole('region', { name: 'Contribution' })
    await expect
      .poll(() => said.getByRole('row').allTextContents())
      .toEqual([
        'KeySaysBecame',
        "host'???'overwritten by db/postgres: pg.local".replace("host'???'", 'db.host???'),
        'db.port1overwritten by db/postgres: 5432',
        'db.timeout10stays',
      ])
    await said.getByRole('button', { name: 'open the file' }).click()
    await expect.poll(() => page.getByRole('region', { name: 'File' }).textContent()).toContain('conf/db/base.yaml')
  })

  test('the final list is a table, with what adds nothing where it stands', async () => {
    const { page } = await openStudio(SHOP, { hash: '#config=config&tab=defaults' })
    const table = page.getByRole('table', { name: 'Final defaults list' })
    await expect
      .poll(() => table.getByRole('row').allInnerTexts())
      .toEqual([
        '#\tConfig path\tPackage\t_self_\tParent',
        '10\tdb/base\tdb\tFalse\tdb/mysql',
        '11\tdb/mysql\tdb\tTrue\tconfig',
        '–\tcache/none adds nothing: optional, and there is no such config\tcache\t\tconfig',
        '12\tui/plain\tshop.ui\tFalse\tconfig',
        '13\tconfig\t_global_\tTrue\t<root>',
      ])
    await table.getByRole('button', { name: 'ui/plain' }).click()
    await expect
      .poll(() => page.getByRole('region', { name: 'Contribution' }).getByRole('row').allTextContents())
      .toEqual(['KeySaysBecame', 'shop.ui.themelightstays', 'shop.ui.size1stays'])
  })

  test('what a tall defaults tree hangs on is in sight, and equal sides of a comparison say what to do', async () => {
    const parts = Array.from({ length: 40 }, (_, at) => `part${at}`)
    const { page } = await openStudio(
      {
        'conf/config.yaml': `defaults:\n${parts.map((name) => `  - ${name}: a\n`).join('')}`,
        ...Object.fromEntries(parts.map((name) => [`conf/${name}/a.yaml`, 'x: 1\n'])),
      },
      { hash: '#config=config&tab=defaults' },
    )
    const root = page.getByRole('region', { name: 'Defaults tree' }).getByRole('button', { name: 'config _global_' })
    await root.waitFor()
    expect(
      await root.evaluate((box) => {
        const [here, around] = [box, box.parentElement!].map((each) => each.getBoundingClientRect())
        return here!.top >= around!.top && here!.bottom <= around!.bottom
      }),
    ).toBe(true)
    await page.getByRole('tab', { name: 'Compare' }).click()
    await page.getByText('Both are the same command line').waitFor()
  })

  test('two configs side by side: only what differs, with the cause on either side', async () => {
    const { page } = await openStudio(SHOP, { hash: '#config=config&tab=compare' })
    await page.getByRole('textbox', { name: 'Overrides to compare with' }).click()
    await page.keyboard.type('need=2 +extra=x')
    const rows = page.getByRole('table', { name: 'Differences' }).getByRole('row')
    await expect
      .poll(() => rows.allTextContents())
      .toEqual(['KeyThis configThe other', 'need1conf/config.yaml:8:7  (config)2need=2', 'extra(absent)x+extra=x'])
    await page.getByLabel('Compare with', { exact: true }).selectOption('other')
    await expect.poll(() => page.getByRole('alert').textContent()).toContain("There is no 'need' to change")
  })

  test('a sweep: how many jobs, each of them, colliding directories, the config of one', async () => {
    const files = {
      ...SHOP,
      'conf/config.yaml': `${SHOP['conf/config.yaml']}hydra:\n  sweep:\n    subdir: \${db.port}\n`,
    }
    const { page } = await openStudio(files, { hash: '#config=config&tab=sweep' })
    await page.getByRole('textbox', { name: 'Overrides' }).click()
    await page.keyboard.type('need=range(0,1000) db.timeout=range(0,1000) db=mysql')
    await expect.poll(() => page.locator('.sweep [role=status]').textContent()).toBe('1,000,000 jobs')
    const jobs = page.getByRole('list', { name: 'Jobs' })
    await expect.poll(() => jobs.getByRole('button').first().textContent()).toBe('#0 need=0 db.timeout=0 db=mysql')
    const placeOfList = () => page.locator('.rows').boundingBox()
    const before = await placeOfList()
    await page.locator('.rows').evaluate((box) => box.scrollTo(0, box.scrollHeight))
    await expect
      .poll(() => jobs.getByRole('button').last().textContent())
      .toBe('#999999 need=999 db.timeout=999 db=mysql')
    expect(await jobs.getByRole('button').count()).toBeLessThan(100)
    await jobs.getByRole('button', { name: '#999999 ' }).click()
    const rows = page.getByRole('table', { name: 'Difference from the first job' }).getByRole('row')
    await expect
      .poll(() => rows.allTextContents())
      .toEqual(['KeyJob #0Job #999999', 'db.timeout0db.timeout=0999db.timeout=999', 'need0need=0999need=999'])
    await expect
      .poll(() => page.getByRole('region', { name: 'Colliding directories' }).textContent())
      .toMatch(
        /of 1,000,000 jobs looked at.*One directory would be written by several jobs:multirun\/.*\/3306: jobs 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and .* more/,
      )
    // Nothing that came in moved what is read.
    expect(await placeOfList()).toEqual(before)
    await expect.poll(() => jobs.getByRole('button').last().textContent()).toMatch(/^#999999 /)
    await page.getByRole('button', { name: 'Show its config' }).click()
    await expect.poll(() => yamlIn(page)).toContain('need: 999\n')
    expect(await page.getByText('Job 999999 of the sweep').count()).toBe(1)
  })

  test('files are found by name and text; an edit composes at once and says what it changes', async () => {
    const { page, tree } = await openStudio(SHOP, { hash: '#config=config&tab=files' })
    const files = page.getByRole('list', { name: 'Files' })
    await expect.poll(() => files.getByRole('button').count()).toBe(7)
    await page.getByLabel('Search in files').fill('TIMEOUT')
    await page.getByRole('list', { name: 'Found lines' }).getByRole('button', { name: 'db/base.yaml:3' }).click()
    const editor = page.getByRole('textbox', { name: 'Text of conf/db/base.yaml' })
    await expect.poll(() => editor.textContent()).toContain('timeout: 10')
    await editor.click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('retries: 3')
    const rows = page.getByRole('table', { name: 'What the edits change' }).getByRole('row')
    await page.getByLabel('Search in files').fill('')
    await expect
      .poll(() => rows.allTextContents())
      .toEqual([
        'KeyOn diskEdited',
        'db.retries(absent)3conf/db/base.yaml:4:10  (config > db: mysql > base, conf/db/mysql.yaml:1:12)',
      ])
    await page.getByRole('tab', { name: 'Config' }).click()
    await expect.poll(() => yamlIn(page)).toContain('  retries: 3\n')
    expect(readFileSync(join(tree.dir, 'conf/db/base.yaml'), 'utf8')).toBe(SHOP['conf/db/base.yaml'])
    await page.getByRole('button', { name: 'Undo all' }).click()
    await expect.poll(() => yamlIn(page)).not.toContain('retries')
    expect(await page.getByRole('button', { name: /^Write/ }).count()).toBe(0)
  })

  test('with --edit files are written by a button, and not where they changed meanwhile', async () => {
    const { page, tree } = await openStudio(SHOP, { canEdit: true, hash: '#config=config&tab=files&file=0/other.yaml' })
    const type = async (text: string) => {
      await page.getByRole('textbox', { name: 'Text of conf/other.yaml' }).click()
      await page.keyboard.press('Control+End')
      await page.keyboard.type(text)
    }
    const read = () => readFileSync(join(tree.dir, 'conf/other.yaml'), 'utf8')
    await type('size: 1')
    await page.getByRole('button', { name: 'Write the file' }).click()
    await expect.poll(read).toBe(`${SHOP['conf/other.yaml']}size: 1`)
    await expect.poll(() => page.getByRole('region', { name: 'Edited files' }).count()).toBe(0)
    await type('2')
    await page.getByRole('button', { name: 'Write the file' }).waitFor()
    tree.write('conf/other.yaml', 'another: 1\n')
    await page.getByText('The file was changed on disk meanwhile.').waitFor()
    await page.getByRole('button', { name: 'Write the file' }).click()
    await page.getByText('other.yaml was changed on disk meanwhile: nothing was written').waitFor()
    expect(read()).toBe('another: 1\n')
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByRole('button', { name: 'Write the file' }).click()
    await expect.poll(read).toBe(`${SHOP['conf/other.yaml']}size: 12`)
  })

  test('a new file composes at once, and is written with --edit: not in place of another, and not outside', async () => {
    const { page, tree } = await openStudio(SHOP, { canEdit: true, hash: '#config=config&tab=files' })
    const create = async (path: string) => {
      await page.getByRole('button', { name: 'New file' }).click()
      await page.getByLabel('Path in the folder').fill(path)
      await page.keyboard.press('Enter')
    }
    const dialog = page.getByRole('dialog', { name: 'New file' })
    await create('../outside')
    await expect.poll(() => dialog.getByRole('alert').textContent()).toContain("'../outside' is no name of a config")
    await page.getByLabel('Path in the folder').fill('db/mysql.yaml')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect.poll(() => dialog.getByRole('alert').textContent()).toContain('conf/db/mysql.yaml is there already')
    await page.keyboard.press('Escape')
    await create('db/oracle')
    const editor = page.getByRole('textbox', { name: 'Text of conf/db/oracle.yaml' })
    await editor.click()
    await page.keyboard.type('port: 1521')
    await page.getByLabel('db', { exact: true }).selectOption('oracle')
    await page.getByRole('tab', { name: 'Config' }).click()
    await expect
      .poll(() => yamlIn(page))
      .toBe(
        'db:\n  port: 1521\nshop:\n  ui:\n    theme: light\n    size: 1\n' +
          'url: http://${db.host}:${db.port}/\nuser: ${oc.env:SHOP_USER}\nneed: 1\n',
      )
    expect(existsSync(join(tree.dir, 'conf/db/oracle.yaml'))).toBe(false)
    await page.getByRole('tab', { name: 'Files' }).click()
    await page.getByRole('button', { name: 'Write the file' }).click()
    const read = () => readFileSync(join(tree.dir, 'conf/db/oracle.yaml'), 'utf8')
    await expect.poll(() => existsSync(join(tree.dir, 'conf/db/oracle.yaml')) && read()).toBe('port: 1521')
    await expect.poll(() => page.getByRole('region', { name: 'Edited files' }).count()).toBe(0)
    // Somebody else is faster.
    await create('db/late')
    await page.getByRole('textbox', { name: 'Text of conf/db/late.yaml' }).waitFor()
    tree.write('conf/db/late.yaml', 'a: 1\n')
    await page.getByText('late.yaml').first().waitFor()
    await expect.poll(() => page.getByRole('region', { name: 'Edited files' }).count()).toBe(0)
    // And one that is given up is gone.
    await create('given-up')
    await page.getByRole('button', { name: 'Discard' }).click()
    await expect.poll(() => page.getByRole('button', { name: 'conf/given-up.yaml' }).count()).toBe(0)
  })

  test('a file keeps its line ends: showing it is no edit, and writing it changes what was typed', async () => {
    const crlf = 'port: 1\r\nname: ${db.prot}\r\n'
    const { page, tree } = await openStudio(
      { ...SHOP, 'conf/db/crlf.yaml': crlf },
      { canEdit: true, hash: '#config=config&tab=files&file=0/db/crlf.yaml' },
    )
    const editor = page.getByRole('textbox', { name: 'Text of conf/db/crlf.yaml' })
    await expect.poll(() => editor.textContent()).toContain('port: 1')
    await page.getByRole('tab', { name: 'Problems' }).click()
    await expect.poll(() => page.locator('.file .problem').allTextContents()).toEqual(['${db.prot}'])
    expect(await page.getByText('edited here').count()).toBe(0)
    await page.getByRole('tab', { name: 'Files' }).click()
    await editor.click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('a: 1\n')
    await page.getByRole('button', { name: 'Write the file' }).click()
    await expect.poll(() => readFileSync(join(tree.dir, 'conf/db/crlf.yaml'), 'utf8')).toBe(`${crlf}a: 1\r\n`)
  })

  test('what changes on disk is followed', async () => {
    const { page, tree } = await openStudio(SHOP)
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    tree.write('conf/db/mysql.yaml', 'host: elsewhere\nport: 9\n')
    await expect.poll(() => yamlIn(page)).toContain('host: elsewhere\n  port: 9\n')
    // In an open file, too, where the cursor stands in it.
    await page.locator('.yaml .cm-line', { hasText: 'port: 9' }).click()
    const editor = page.getByRole('textbox', { name: 'Text of conf/db/mysql.yaml' })
    await editor.focus()
    tree.write('conf/db/mysql.yaml', 'host: nowhere\nport: 10\n')
    await expect.poll(() => editor.textContent()).toBe('host: nowhereport: 10')
    tree.write('conf/db/oracle.yaml', 'port: 1521\n')
    await page.getByLabel('db', { exact: true }).selectOption('oracle')
    await expect.poll(() => yamlIn(page)).toContain('port: 1521')
  })

  test('edits that are not written are not lost unasked, and it is said when nobody serves the page any more', async () => {
    const { page, serving } = await openStudio(SHOP, { hash: '#config=config&file=0/other.yaml' })
    const editor = page.getByRole('textbox', { name: 'Text of conf/other.yaml' })
    await expect.poll(() => editor.textContent()).toContain('port: 1')
    const asksBeforeLeaving = () => page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    expect(await asksBeforeLeaving()).toBe(false)
    await editor.click()
    await page.keyboard.type('a')
    await expect.poll(asksBeforeLeaving).toBe(true)
    await page.getByRole('button', { name: 'Undo all' }).click()
    await expect.poll(asksBeforeLeaving).toBe(false)
    await serving.close()
    await page.getByText('Nothing serves this page any more').waitFor()
    await page.getByLabel('db', { exact: true }).selectOption('postgres')
    await expect.poll(() => yamlIn(page)).toContain('host: pg.local')
  })

  test('what check would say is shown, and marked in the file', async () => {
    const { page } = await openStudio(
      { ...SHOP, 'conf/db/broken.yaml': 'port: ${db.prot}\n' },
      { hash: '#config=config&tab=problems' },
    )
    const problems = page.getByRole('list', { name: 'Problems' })
    await expect.poll(() => problems.textContent()).toContain('conf/db/broken.yaml:1:')
    await problems
      .getByRole('button', { name: /broken/ })
      .first()
      .click()
    await expect.poll(() => page.locator('.file .problem').first().textContent()).toContain('${db.prot}')
  })

  test('and in the composed config, with its words in the history of the value', async () => {
    const { page } = await openStudio(
      { ...SHOP, 'conf/db/broken.yaml': 'host: there\nport: ${db.prot}\n' },
      { hash: '#config=config&o=db%3Dbroken' },
    )
    await expect.poll(() => page.locator('.yaml .problem').allTextContents()).toEqual(['port: ${db.prot}'])
    await page.getByRole('button', { name: 'One value is underlined: what check says' }).waitFor()
    await page.locator('.yaml .cm-line', { hasText: 'port:' }).click()
    const history = page.getByRole('region', { name: 'History of the value' })
    await expect
      .poll(() => history.getByRole('list', { name: 'Problems' }).textContent())
      .toContain('conf/db/broken.yaml:2:')
    await page.getByLabel('db', { exact: true }).selectOption('mysql')
    await expect.poll(() => page.locator('.yaml .problem').count()).toBe(0)
  })
})
