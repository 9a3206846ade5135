// node bench/studio.mjs [--scale M] [--runs N] [--changes N] [--control]
// Uses the page of the studio as a person does, on a generated tree, and prints what the page's own thread did at one stretch, step by
// step, and how soon a change of one override is composed. Needs chromium, and what `npm run build` made.
//
// A stretch is a task of the page's main thread, as chromium traces it. Its CPU time is that in which the thread had a core. By the
// clock it also counts while chromium's own processes, the engine's worker, the server, this script or anything else had the cores:
// `--control` has an empty page in the same browser work for 20 ms of CPU time again and again, and prints how long that took by the
// clock meanwhile. Mouse and keyboard come in as the browser's own events, and nothing asks the page while a step is traced but for
// a selector now and then: what a tool computes in the page would count as the page's work.
import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { CATEGORIES, tasksOf } from './page-tasks.mjs'
import { SCALES, writeTree } from './trees.mjs'

const { values: flags } = parseArgs({
  options: {
    scale: { type: 'string', default: 'M' },
    runs: { type: 'string', default: '3' },
    changes: { type: 'string', default: '60' },
    control: { type: 'boolean', default: false },
  },
})
const root = fileURLToPath(new URL('..', import.meta.url))
const work = realpathSync(mkdtempSync(join(os.tmpdir(), 'hydraconf-studio-bench-')))
const tree = writeTree(join(work, 'conf'), flags.scale, SCALES[flags.scale])
const studio = spawn(
  process.execPath,
  [join(root, 'packages/cli/dist/hydraconf.cjs'), 'studio', '--json', '-cn', 'config'],
  { cwd: work, stdio: ['ignore', 'pipe', 'inherit'] },
)
try {
  const [line] = await new Promise((done) => studio.stdout.once('data', (data) => done(String(data).split('\n'))))
  const { address } = JSON.parse(line)
  const runs = []
  for (let run = 0; run < Number(flags.runs); run++) runs.push(await useOnce(address))
  print(runs)
} finally {
  studio.kill('SIGINT')
  rmSync(work, { recursive: true, force: true })
}

/** One use of the page, in a browser of its own: nothing is warm. */
async function useOnce(address) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    if (flags.control) await startControl(browser)
    return { version: browser.version(), load: os.loadavg()[0], ...(await use(browser, address)) }
  } finally {
    await browser.close()
  }
}

/** An empty page that works for 20 ms of CPU time, five times a second. */
async function startControl(browser) {
  const page = await browser.newPage()
  const script = `
    const work = (rounds) => { let sum = 0; for (let at = 0; at < rounds; at++) sum += Math.sqrt(at); return sum }
    const time = () => { const started = performance.now(); globalThis.sum = work(1e6); return performance.now() - started }
    const rounds = 20e6 / Math.min(...Array.from({ length: 30 }, time))
    setInterval(() => { globalThis.sum = work(rounds) }, 200)`
  await page.goto(`data:text/html,${encodeURIComponent(`<script>${script}</script>`)}`)
}

async function use(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const steps = new Map()
  const ask = async (expression) => (await cdp.send('Runtime.evaluate', { expression })).result.value
  const until = async (expression) => {
    while ((await ask(expression)) !== true) await sleep(100)
  }
  const there = (selector) => until(`document.querySelector(${JSON.stringify(selector)}) !== null`)
  const says = (selector, text) =>
    until(`(document.querySelector(${JSON.stringify(selector)})?.textContent ?? '').includes(${JSON.stringify(text)})`)
  /** Where something is. Asked before a step is traced: to find by role and name is work for the page. */
  const middle = async (locator) => {
    const { x, y, width, height } = await locator.boundingBox()
    return [x + width / 2, y + Math.min(height / 2, 300)]
  }
  const step = async (name, act) => {
    await browser.startTracing(flags.control ? undefined : page, { categories: CATEGORIES })
    await sleep(200)
    await act()
    await sleep(800)
    const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
    steps.set(name, stretches(traceEvents))
  }
  const clickStep = async (name, locator, then = () => {}) => {
    const at = await middle(locator)
    await step(name, async () => {
      await page.mouse.click(...at)
      await then()
    })
  }
  const input = page.getByRole('textbox', { name: 'Overrides', exact: true })
  const group = tree.group.replaceAll('/', '.')
  const tab = (name) => page.getByRole('tab', { name })

  await step('open', async () => {
    await page.goto(address)
    await there('.yaml .cm-line:nth-child(4)')
    await there('.yaml .origins span')
    await sleep(1500)
  })
  await clickStep('type an override', input, () => page.keyboard.type(`${group}.seed=1`, { delay: 60 }))
  const times = []
  await step(`change it ${flags.changes} times`, async () => {
    for (let at = 0; at < Number(flags.changes); at++) {
      await page.keyboard.press(at % 2 === 0 ? '7' : 'Backspace')
      await sleep(60)
      times.push(Number.parseFloat(await ask("document.querySelector('.time').textContent")))
    }
  })
  const picker = page.getByLabel(tree.group, { exact: true })
  await picker.focus()
  await step('choose an option', () => page.keyboard.press('ArrowDown'))
  await clickStep('resolved', page.getByLabel('Resolved'))
  await clickStep('and back', page.getByLabel('Resolved'))
  await clickStep('all', page.getByLabel('All', { exact: true }))
  await clickStep('the job again', page.getByLabel('Job', { exact: true }))
  await clickStep('history and file of a value', page.locator('.yaml .cm-line').nth(12), () => there('.file .cm-line'))
  await page.mouse.move(...(await middle(page.locator('.yaml .cm-scroller'))))
  await step('scroll the config', async () => {
    for (let at = 0; at < 20; at++) await page.mouse.wheel(0, 400)
  })
  await clickStep('edit a file', page.locator('.file .cm-content'), async () => {
    await page.keyboard.press('Control+End')
    await page.keyboard.type('typed: 12345', { delay: 60 })
  })
  await clickStep('defaults', tab('Defaults'), () => there('.picture .box'))
  await clickStep(
    'a node of them',
    page.getByRole('table', { name: 'Final defaults list' }).getByRole('button').first(),
  )
  await clickStep('compare', tab('Compare'), () => there('#other'))
  const others = page.getByRole('textbox', { name: 'Overrides to compare with' })
  await clickStep('with fifty overrides', others, async () => {
    await page.keyboard.insertText(tree.cases.heavy.join(' '))
    await there('.differences')
  })
  await clickStep('sweep', tab('Sweep'), () => there('.rows li'))
  await clickStep('plan a million jobs', input, async () => {
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('run.id=range(0,1000) run.steps=range(0,1000)')
    await says('.sweep', '1,000,000')
  })
  await page.mouse.move(...(await middle(page.locator('.rows'))))
  await step('scroll a million jobs', async () => {
    for (let at = 0; at < 20; at++) await page.mouse.wheel(0, 100_000)
  })
  const rows = await page.locator('.rows').boundingBox()
  await step('choose the last job', () => page.mouse.click(rows.x + 100, rows.y + rows.height - 15))
  await clickStep('files', tab('Files'))
  await clickStep('a search in them', page.getByLabel('Search in files'), () =>
    page.keyboard.type('seed', { delay: 60 }),
  )
  await clickStep('problems', tab('Problems'), () => sleep(1500))
  return { steps, times: times.slice(Math.floor(times.length / 3)) }
}

/** The longest stretches of a step: in CPU time, by the clock, and that of the empty page. */
function stretches(events) {
  // The browser has pages of its own.
  const [studios, controls] = [processesOf(events, 'http://127.0.0.1'), processesOf(events, 'data:text/html')]
  const tasks = tasksOf(events, (pid) => studios.has(pid))
  const longest = (by) => tasks.toSorted((a, b) => b[by] - a[by])[0] ?? { cpu: 0, clock: 0, parts: {} }
  const idle = tasksOf(events, (pid) => controls.has(pid)).filter(({ cpu }) => cpu > 10)
  return { cpu: longest('cpu'), clock: longest('clock'), control: idle }
}

/** Those that ran scripts of an address. */
function processesOf(events, address) {
  const ran = events.filter(({ name, args }) => name === 'FunctionCall' && args.data?.url?.startsWith(address))
  return new Set(ran.map(({ pid }) => pid))
}

function print(runs) {
  const { version, steps } = runs[0]
  console.log(
    `${flags.scale}: ${tree.files} files, ${tree.selected} selected; chromium ${version}, ${os.availableParallelism()} cores of ${os.cpus()[0].model}, load ${runs.map(({ load }) => load.toFixed(1)).join(' ')}`,
  )
  console.log(`the longest stretch of the page, in ms: the median of ${runs.length} runs`)
  const head = flags.control ? '   20 ms of CPU took' : ''
  console.log(`${''.padEnd(30)}  CPU  clock (CPU of it)${head}   CPU is made of`)
  for (const name of steps.keys())
    printStep(
      name,
      runs.map((run) => run.steps.get(name)),
    )
  const times = runs.flatMap((run) => run.times).toSorted((a, b) => a - b)
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1)
  console.log(
    `a change of one override, composed in the worker: median ${at(0.5)} ms, 95% ${at(0.95)} ms, most ${at(1)} ms`,
  )
}

function printStep(name, runs) {
  const { cpu } = middleOf(runs, ({ cpu }) => cpu.cpu)
  const { clock } = middleOf(runs, ({ clock }) => clock.clock)
  const parts = Object.entries(cpu.parts)
    .filter(([, time]) => time >= 1)
    .toSorted(([, a], [, b]) => b - a)
    .map(([part, time]) => `${part} ${time.toFixed(0)}`)
  const idle = runs.flatMap(({ control }) => control.map((task) => task.clock)).toSorted((a, b) => a - b)
  const control = !flags.control
    ? ''
    : idle.length === 0
      ? ''.padStart(20)
      : `${idle.at(-1).toFixed(0)} at most`.padStart(20)
  const byClock = `${clock.clock.toFixed(0).padStart(5)} (${clock.cpu.toFixed(0)})`
  console.log(
    `${name.padEnd(30)} ${cpu.cpu.toFixed(0).padStart(4)}  ${byClock.padEnd(18)}${control}   ${parts.join(', ')}`,
  )
}

function middleOf(items, by) {
  return items.toSorted((a, b) => by(a) - by(b))[Math.floor((items.length - 1) / 2)]
}
