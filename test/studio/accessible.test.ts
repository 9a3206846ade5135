import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seriousIn } from './axe.js'
import { CHROMIUM, openStudio, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { SHOP } from './trees.js'

const SHOTS = fileURLToPath(new URL('../../node_modules/.cache/studio-screenshots', import.meta.url))

/** What is looked at, in each view. */
const VIEWS = {
  config: 'key=db.port&file=0/db/mysql.yaml&line=3',
  defaults: 'tab=defaults',
  compare: 'tab=compare&o2=db%3Dpostgres',
  sweep: 'tab=sweep&o=db%3Dmysql,postgres&job=1',
  files: 'tab=files&file=0/config.yaml',
  problems: 'tab=problems',
  refused: 'o=db.prt%3D1',
} as const

/** What a view shows once it is there. */
const SHOWS: Readonly<Record<keyof typeof VIEWS, string>> = {
  config: 'config › db: mysql',
  defaults: 'optional, and there is no such config',
  compare: 'The other',
  sweep: 'Job #1: db=postgres',
  files: '7 files',
  problems: 'Nothing is wrong with this tree.',
  refused: "There is no 'db.prt' to change",
}

describe.skipIf(CHROMIUM === undefined)('everyone can use the page', () => {
  beforeAll(async () => {
    mkdirSync(SHOTS, { recursive: true })
    await startBrowser()
  })
  afterAll(stopBrowser)

  // A test each: axe takes a while on a slow machine.
  const views = Object.keys(VIEWS) as (keyof typeof VIEWS)[]
  test.each(views.flatMap((view) => [{ view, colorScheme: 'light' } as const, { view, colorScheme: 'dark' } as const]))(
    'axe finds nothing serious in $view, $colorScheme',
    async ({ view, colorScheme }) => {
      const { page } = await openStudio(SHOP, { colorScheme, hash: `#config=config&${VIEWS[view]}` })
      await page.getByText(SHOWS[view]).first().waitFor()
      await page.screenshot({ path: join(SHOTS, `${view}-${colorScheme}.png`) })
      expect(await seriousIn(page)).toEqual([])
    },
  )

  test('a narrow window has everything, one below the other', async () => {
    const { page } = await openStudio(SHOP, { width: 390, height: 800, hash: '#config=config&key=db.port' })
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    for (const region of ['Config groups', 'Where it comes from'])
      expect(await page.getByLabel(region, { exact: true }).isVisible()).toBe(true)
    // The places beside the config leave it its room.
    await expect.poll(() => page.locator('.yaml .cm-scroller').evaluate(({ clientWidth }) => clientWidth)).toBe(390)
    expect(await page.locator('.yaml .origins').isVisible()).toBe(false)
    await page.screenshot({ path: join(SHOTS, 'narrow.png'), fullPage: true })
    expect(await seriousIn(page)).toEqual([])
  })

  test('the keyboard alone reaches all of it', async () => {
    const { page } = await openStudio(SHOP)
    await expect.poll(() => yamlIn(page)).toContain('port: 3306')
    await page.getByRole('tab', { name: 'Config' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.getByRole('tab', { name: 'Defaults' }).getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('textbox', { name: 'Composed config' }).focus()
    // To the line of db.port, and Enter for its history.
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.getByRole('region', { name: 'History of the value' }).textContent())
      .toContain('db.port')
    await page.getByLabel('db', { exact: true }).focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => yamlIn(page)).toContain('host: pg.local')
    // No trap: Tab leaves the editors.
    await page.getByRole('textbox', { name: 'Overrides' }).focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Copy command')
    // Behind Escape in that of a file, too, where Tab indents.
    const file = page.getByRole('textbox', { name: 'Text of conf/db/mysql.yaml' })
    await file.focus()
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.ariaDescription')).toContain('Escape, then Tab')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.ariaDescription')).toBe(null)
  })

  test('the first stop of the keyboard leads past the groups, to the views', async () => {
    const { page } = await openStudio(SHOP, { hash: '#config=config&tab=files' })
    await page.keyboard.press('Tab')
    const skip = page.getByRole('button', { name: 'Skip to the views' })
    expect((await skip.boundingBox())!.x).toBeGreaterThanOrEqual(0)
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('tab-files')
  })

  test('which view is chosen moves no tab', async () => {
    const { page } = await openStudio(SHOP, { width: 360, height: 740 })
    // Counted from the first: what stands above has its height when it comes.
    const places = () =>
      page.getByRole('tab').evaluateAll((tabs) => {
        const boxes = tabs.map((tab) => tab.getBoundingClientRect())
        return boxes.map(({ x, y, width }) => [x, y - boxes[0]!.y, width])
      })
    const before = await places()
    await page.getByRole('tab', { name: 'Problems' }).click()
    await expect.poll(() => page.getByRole('tab', { name: 'Problems' }).getAttribute('aria-selected')).toBe('true')
    expect(await places()).toEqual(before)
  })
})
