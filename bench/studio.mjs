// node bench/studio.mjs [--scale M] [--changes N]
// Uses the page of the studio as a person does, on a generated tree, and prints how soon a change of one override is composed, and
// what the page's own thread did at one stretch, step by step: as the browser tells (long tasks, by the clock) and in CPU time, which
// other work on the machine does not change. Needs chromium, and what `npm run build` made.
import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { SCALES, writeTree } from './trees.mjs'

const { values: flags } = parseArgs({
  options: { scale: { type: 'string', default: 'M' }, changes: { type: 'string', default: '60' } },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const work = realpathSync(mkdtempSync(join(os.tmpdir(), 'hydraconf-studio-bench-')))
const tree = writeTree(join(work, 'conf'), flags.scale, SCALES[flags.scale])
const studio = spawn(
  process.execPath,
  [join(root, 'packages/cli/dist/hydraconf.cjs'), 'studio', '--json', '-cn', 'config'],
  {
    cwd: work,
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
try {
  const [line] = await new Promise((done) => studio.stdout.once('data', (data) => done(String(data).split('\n'))))
  await measure(JSON.parse(line).address)
} finally {
  await browser.close()
  studio.kill('SIGINT')
  rmSync(work, { recursive: true, force: true })
}

async function measure(address) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.addInitScript(() => {
    globalThis.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.longTasks.push(duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  page.setDefaultTimeout(120_000)
  printHead()
  const step = async (name, act) => {
    await browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] })
    await act()
    await page.waitForTimeout(400)
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
    const long = await page.evaluate(() => globalThis.longTasks.splice(0))
    printStep(name, longestTask(traceEvents), long)
  }
  const input = page.getByRole('textbox', { name: 'Overrides' })
  const group = tree.group.replaceAll('/', '.')
  const tab = (name) => page.getByRole('tab', { name }).click()

  await step('open', async () => {
    await page.goto(address)
    await page.locator('.yaml .cm-line').nth(3).waitFor()
    await page.waitForTimeout(1500)
  })
  await step('type an override', async () => {
    await input.click()
    await page.keyboard.type(`${group}.seed=1`, { delay: 60 })
  })
  const times = await changes(page, Number(flags.changes), step)
  await step('choose an option', async () => {
    await page.getByLabel(tree.group, { exact: true }).selectOption('opt3')
  })
  await step('resolved, and back', async () => {
    await page.getByLabel('Resolved').check()
    await page.waitForTimeout(300)
    await page.getByLabel('Resolved').uncheck()
  })
  await step('all, and back', async () => {
    await page.getByLabel('All', { exact: true }).check()
    await page.waitForTimeout(300)
    await page.getByLabel('Job', { exact: true }).check()
  })
  await step('history and file of a value', async () => {
    await page.locator('.yaml .cm-line').nth(12).click()
    await page.getByRole('region', { name: 'File' }).waitFor()
  })
  await step('scroll the config', async () => {
    await page.locator('.yaml .cm-scroller').hover()
    for (let at = 0; at < 20; at++) await page.mouse.wheel(0, 400)
  })
  await step('edit a file', async () => {
    await page.locator('.file .cm-content').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('typed: 12345', { delay: 60 })
  })
  await step('defaults', async () => {
    await tab('Defaults')
    await page.getByRole('table', { name: 'Final defaults list' }).waitFor()
    await page.getByRole('table', { name: 'Final defaults list' }).getByRole('button').first().click()
  })
  await step('compare with fifty overrides', async () => {
    await tab('Compare')
    await page.getByRole('textbox', { name: 'Overrides to compare with' }).click()
    await page.keyboard.insertText(tree.cases.heavy.join(' '))
    await page.getByRole('table', { name: 'Differences' }).waitFor()
  })
  await step('plan a sweep of a million jobs', async () => {
    await tab('Sweep')
    await input.click()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('run.id=range(0,1000) run.steps=range(0,1000)')
    await page.getByText('1,000,000').first().waitFor()
  })
  await step('scroll a million jobs', async () => {
    await page.locator('.rows').hover()
    for (let at = 0; at < 20; at++) await page.mouse.wheel(0, 100_000)
  })
  await step('choose the last job', async () => {
    await page.locator('.rows li button').last().click()
  })
  await step('files, and a search', async () => {
    await tab('Files')
    await page.getByLabel('Search in files').pressSequentially('seed', { delay: 60 })
  })
  await step('problems', async () => {
    await tab('Problems')
    await page
      .getByText('Nothing is wrong')
      .or(page.getByRole('list', { name: 'Problems' }))
      .first()
      .waitFor()
  })
  printTimes(times)
}

/** One digit more or less of an override's value, again and again; how long each took to compose, once the engine is warm. */
async function changes(page, count, step) {
  const times = []
  const shown = page.getByLabel('Time to compose')
  await step(`change it ${count} times`, async () => {
    for (let at = 0; at < count; at++) {
      await page.keyboard.press(at % 2 === 0 ? '7' : 'Backspace')
      await page.waitForTimeout(60)
      times.push(Number.parseFloat(await shown.textContent()))
    }
  })
  return times.slice(Math.floor(count / 3)).toSorted((a, b) => a - b)
}

/** The longest task of the page's main thread, in ms of CPU. */
function longestTask(events) {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
  return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000))
}

function printHead() {
  console.log(
    `${flags.scale}: ${tree.files} files, ${tree.selected} selected; chromium ${browser.version()}, ${os.cpus()[0].model}`,
  )
  console.log(`${'the page at one stretch'.padEnd(34)} ${'CPU ms'.padStart(8)}   long tasks by the clock, ms`)
}

function printStep(name, cpu, long) {
  const clock = long.length === 0 ? '-' : `${long.length}, the longest ${Math.round(Math.max(...long))}`
  console.log(`${name.padEnd(34)} ${cpu.toFixed(1).padStart(8)}   ${clock}`)
}

function printTimes(times) {
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1)
  console.log(
    `a change of one override, composed in the worker: median ${at(0.5)} ms, 95% ${at(0.95)} ms, most ${at(1)} ms`,
  )
}
