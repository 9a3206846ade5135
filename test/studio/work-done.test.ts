import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
// @ts-expect-error a script without types
import { SCALES, writeTree } from '../../bench/trees.mjs'
import { CHROMIUM, openPage, serveTree, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { treeOf } from './trees.js'

// How long all of it takes is measured by bench/studio.mjs; here it is counted.

/** The script of a page that keeps, of each call to its worker, what an expression says of it, in `asked`. */
function noting(ofCall: string): string {
  return `globalThis.asked = []
    const { postMessage } = Worker.prototype
    Worker.prototype.postMessage = function (call) {
      asked.push(${ofCall})
      return postMessage.call(this, call)
    }`
}

describe.skipIf(CHROMIUM === undefined)('on a tree of some hundred files', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  /** The tree M, and a command line that changes fifty things in it. */
  function treeOfM() {
    const dir = realpathSync(mkdtempSync(join(tmpdir(), 'studio-m-')))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const { cases } = writeTree(join(dir, 'conf'), 'M', SCALES.M) as { cases: { heavy: readonly string[] } }
    return { tree: treeOf(dir), cases }
  }

  /** It, in the page. */
  async function openM() {
    const { tree, cases } = treeOfM()
    const opened = await openPage((await serveTree(tree)).address)
    await expect.poll(() => yamlIn(opened.page)).toContain('run:')
    const look = (hash: string) => opened.page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
    return { ...opened, heavy: cases.heavy, look }
  }

  test('the page is painted before anything is composed, and before the editors are asked for', async () => {
    const { address } = await serveTree(treeOfM().tree)
    const { page } = await openPage(address, {
      script: noting('[call.method, performance.now()]'),
    })
    await expect.poll(() => yamlIn(page)).toContain('run:')
    const { before, after } = (await page.evaluate(`(() => {
      const painted = performance.getEntriesByName('first-paint')[0].startTime
      const got = performance.getEntriesByType('resource').map(({ name, startTime }) => [name.split('/').at(-1), startTime])
      const named = (isWanted) => [...got, ...asked].filter(([, at]) => isWanted(at)).map(([name]) => name)
      return { before: named((at) => at <= painted), after: named((at) => at > painted) }
    })()`)) as { before: readonly string[]; after: readonly string[] }
    expect(after).toEqual(expect.arrayContaining(['editor.js', 'open', 'compose']))
    const ofFirstPaint = ['studio.css', 'studio.js', 'worker.js', 'tree']
    expect(before.filter((name) => !ofFirstPaint.includes(name))).toEqual([])
  })

  test('a check begins when the editors are made and in colours, and no script of theirs is all of them', async () => {
    const { address } = await serveTree(treeOfM().tree)
    const { page } = await openPage(address, {
      script: noting(
        `[call.method, ['.input .cm-content', '.yaml .origins', '.yaml .tok-propertyName'].every((one) => document.querySelector(one))]`,
      ),
    })
    const askedOf = async (method: string) =>
      ((await page.evaluate('asked')) as readonly (readonly [string, boolean])[]).filter(([name]) => name === method)
    await expect.poll(() => askedOf('check')).toEqual([['check', true]])
    expect(await askedOf('compose')).toEqual([['compose', false]])
    const sizes = (await page.evaluate(`performance.getEntriesByType('resource')
      .filter(({ name }) => name.includes('/editor')).map(({ decodedBodySize }) => decodedBodySize)`)) as readonly number[]
    expect(sizes).toHaveLength(4)
    expect(Math.max(...sizes)).toBeLessThan(sizes.reduce((sum, size) => sum + size) / 2)
  })

  test('a change of one override asks the worker a few questions, and the server none', async () => {
    const { address } = await serveTree(treeOfM().tree)
    const { page, requests } = await openPage(address, {
      script: noting('call.method'),
    })
    // The check is the last that opening asks for, once the editors are made.
    await expect.poll(() => page.evaluate("asked.includes('check')")).toBe(true)
    await page.evaluate('asked.length = 0')
    const before = requests.length
    await page.evaluate("location.hash = 'config=config&o=run.steps%3D4711'")
    await expect.poll(() => yamlIn(page)).toContain('steps: 4711')
    await expect.poll(() => page.evaluate("asked.includes('origins')")).toBe(true)
    const asked = (await page.evaluate('asked')) as readonly string[]
    // A check of the tree waits for a pause, and may have begun.
    const once = new Set(asked.filter((method) => method !== 'check'))
    expect([...once].sort()).toEqual(['choices', 'compose', 'origins', 'problemLines'])
    expect(asked.length).toBeLessThan(8)
    expect(requests.slice(before)).toEqual([])
  })

  test('a long table is drawn a part at a time', async () => {
    const { page, heavy, look } = await openM()
    const others = heavy.map((override) => `o2=${encodeURIComponent(override)}`).join('&')
    await look(`config=config&tab=compare&${others}`)
    const rows = page.getByRole('table', { name: 'Differences' }).locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(50)
    await page.getByRole('button', { name: /^Show 50 more of / }).click()
    await expect.poll(() => rows.count()).toBe(100)
  })

  test('a change that no group has to do with draws no picker again', async () => {
    const { page, look } = await openM()
    const pickers = page.getByRole('navigation').locator('select')
    await expect.poll(() => pickers.count()).toBeGreaterThan(8)
    // Who draws a picker reads which option it has.
    await page.evaluate(`(() => {
      globalThis.drawn = []
      const { prototype } = HTMLSelectElement
      const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'value')
      Object.defineProperty(prototype, 'value', {
        get() {
          drawn.push(this.id)
          return get.call(this)
        },
        set,
      })
    })()`)
    await look('config=config&o=run.steps%3D4711')
    await expect.poll(() => yamlIn(page)).toContain('steps: 4711')
    const drawn = async () => [...new Set((await page.evaluate('drawn.splice(0)')) as readonly string[])]
    expect(await drawn()).toEqual(['primary'])
    const first = (await pickers.first().getAttribute('id'))!
    await pickers.first().selectOption({ index: 1 })
    await expect.poll(drawn).toContain(first)
  })

  test('whatever is looked at, the page holds some hundred elements', async () => {
    const { page, heavy, look } = await openM()
    const others = heavy.map((override) => `o2=${encodeURIComponent(override)}`).join('&')
    const views = {
      config: ['', '.yaml .cm-line'],
      defaults: ['', '.defaults-list tr'],
      compare: [others, '.differences tr'],
      sweep: ['o=run.id%3Drange(0,1000)&o=run.steps%3Drange(0,1000)', '.rows li'],
      files: ['', '.files li'],
      problems: ['', '.problems li'],
    } as const
    for (const [tab, [more, shown]] of Object.entries(views)) {
      await look(`config=config&tab=${tab}&${more}`)
      await page.locator(shown).nth(10).waitFor()
      expect(await page.locator('*:not(option)').count(), tab).toBeLessThan(1000)
    }
  })
})
