import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { exportPage } from '../../packages/studio/src/export/export-page.js'
import { pageFiles } from '../../packages/studio/src/server/page-files.js'
import { readTree } from '../../packages/studio/src/tree/read-tree.js'
import { CHROMIUM, openPage, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { SHOP, treeOf } from './trees.js'

/** A tree as a static folder. */
function published(files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) {
  const { asked, dir } = treeOf(files, env)
  const folder = mkdtempSync(join(tmpdir(), 'published-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  exportPage(folder, readTree(asked, { isServed: false, canEdit: false }), { page: pageFiles(), panels: [] })
  return { folder, dir }
}

const TRICKY = { ...SHOP, 'conf/note.yaml': 'text: "</script><script>document.title = 1</script>\\u2028"\n' }

describe.skipIf(CHROMIUM === undefined)('a published page', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  test('opens from the disk, asks nothing of anywhere, and does what a served one does', async () => {
    const { folder } = published(TRICKY)
    const { page, requests, faults } = await openPage(pathToFileURL(join(folder, 'index.html')).href)
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    await page.getByLabel('db', { exact: true }).selectOption('postgres')
    await expect.poll(() => yamlIn(page)).toContain('host: pg.local')
    await page.locator('.yaml .cm-line', { hasText: 'port: 5432' }).click()
    await expect
      .poll(() => page.getByRole('region', { name: 'History of the value' }).textContent())
      .toContain('config › db: postgres')
    await page.goBack()
    await page.goBack()
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    await page.getByLabel('Primary config').selectOption('note')
    await expect.poll(() => yamlIn(page)).toContain('</script><script>')
    expect(await page.title()).toBe('conf – hydraconf studio')
    const elsewhere = requests.filter(
      (url) => !url.startsWith('file:') && !url.startsWith('blob:') && !url.startsWith('data:'),
    )
    expect(elsewhere).toEqual([])
    expect(faults).toEqual([])
  })

  test('works from any web server, in a folder of it', async () => {
    const { folder } = published(SHOP)
    const server = createServer(({ url }, response) => {
      const name = (url ?? '').replace(/^\/docs\//, '') || 'index.html'
      if (!readdirSync(folder).includes(name)) return void response.writeHead(404).end()
      const type = name.endsWith('.css') ? 'text/css' : name.endsWith('.js') ? 'text/javascript' : 'text/html'
      response.writeHead(200, { 'Content-Type': type }).end(readFileSync(join(folder, name)))
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const { port } = server.address() as { port: number }
    const { page, faults } = await openPage(`http://127.0.0.1:${port}/docs/`)
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    expect(faults).toEqual([])
  })
})

test('holds neither the working directory nor a value of the environment', () => {
  const { folder, dir } = published(SHOP, { SHOP_USER: 'nobody-may-see-this' })
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8')
    expect(text).not.toContain(dir)
    expect(text).not.toContain('nobody-may-see-this')
  }
})

test('of very many files it holds the texts, too: nobody could be asked for them', () => {
  const many = Object.fromEntries(Array.from({ length: 2100 }, (_, at) => [`conf/g/o${at}.yaml`, `a: ${at}\n`]))
  const { asked } = treeOf({ ...SHOP, ...many })
  const { data } = readTree(asked, { isServed: false, canEdit: false })
  expect(data.sources[0]!.files.filter(({ text }) => text === undefined)).toEqual([])
  expect(data.variables).toEqual(['SHOP_USER'])
})

test('what a command line and a note say of the working directory is said of /project, and a folder beside it is another', () => {
  const { asked, dir } = treeOf(SHOP)
  const { data, checks } = readTree(asked, { isServed: false, canEdit: false })
  const folder = mkdtempSync(join(tmpdir(), 'published-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const command = ['hydraconf', '-cp', `${dir}/conf`]
  const overrides = [`a=${dir}/x`, `b=[${dir}]`, `c=${dir}2/x`]
  const told = { ...data, command, overrides, notes: [`${dir} is empty`] }
  exportPage(folder, { data: told, checks }, { page: pageFiles(), panels: [] })
  const text = readFileSync(join(folder, 'tree.js'), 'utf8')
  expect(text).toContain('["hydraconf","-cp","/project/conf"]')
  expect(text).toContain(`["a=/project/x","b=[/project]","c=${dir}2/x"]`)
  expect(text).toContain('["/project is empty"]')
})

test('writes into a folder of its own, again and again, and into no other', () => {
  const { folder } = published(SHOP)
  const { asked } = treeOf(SHOP)
  const tree = readTree(asked, { isServed: false, canEdit: false })
  expect([...exportPage(folder, tree, { page: pageFiles(), panels: [] })].sort()).toEqual(readdirSync(folder).sort())
  expect(() => exportPage(join(folder, '..'), tree, { page: pageFiles(), panels: [] })).toThrow(
    'holds files that no export wrote',
  )
})

test('script and style are small, and the page is in sight with a small part of them', () => {
  const page = pageFiles()
  const bytes = (...names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(page.get(name)!, { level: 9 }).length, 0)
  expect(bytes('studio.js', 'editor.js', 'worker.js', 'studio.css')).toBeLessThan(350 * 1024)
  expect(bytes('studio.js', 'studio.css')).toBeLessThan(32 * 1024)
})
