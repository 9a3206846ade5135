import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { sweepJobs } from '@hydraconf/core'
import { command, quant } from '@hydraconf/quant'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { quantPanel } from '../../packages/quant/src/panel/quant-panel.js'
import { exportPage } from '../../packages/studio/src/export/export-page.js'
import type { PanelMatrix, PanelView } from '../../packages/studio/src/panel.js'
import { pageFiles } from '../../packages/studio/src/server/page-files.js'
import { panelsOf } from '../../packages/studio/src/tree/panels.js'
import { readTree } from '../../packages/studio/src/tree/read-tree.js'
import { seriousIn } from './axe.js'
import { CHROMIUM, openPage, serveTree, startBrowser, stopBrowser } from './browser.js'
import { sessionOver } from './same-as-command.js'
import { SHOP, treeOf } from './trees.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const CONFIG = 'preset/qwen3_lm_sensitivity'

describe("quant's panel judges as the command does", () => {
  test.each([
    { modelopt: '0.40.0', gpu: 'any' },
    { modelopt: '0.44.0', gpu: 'a100' },
    { modelopt: '0.47.0', gpu: 'h200' },
  ])('every pair with every overlay, $modelopt on $gpu', async ({ modelopt, gpu }) => {
    const session = sessionOver(ROOT, 'conf', { plugins: [quant], loadPanel: quantPanel })
    const words = { configName: CONFIG, overrides: [], chosen: { modelopt, gpu } }
    const answer = await session.panel('quant', words)
    expect(answer?.refusal).toBeUndefined()
    const matrix = (answer as { value: PanelView<unknown> }).value.parts.find(
      ({ kind }) => kind === 'matrix',
    ) as PanelMatrix
    const cells = matrix.cells.flat().map((cell) => `${cell!.sign} ${cell!.text}`)
    expect(cells).toHaveLength(153)
    expect(cells).toEqual(plan({ modelopt, ...(gpu === 'any' ? {} : { gpu }) }))
  })

  test('a sweep over very much beside pairs and overlays is not judged', async () => {
    const session = sessionOver(ROOT, 'conf', { plugins: [quant], loadPanel: quantPanel })
    const words = { configName: CONFIG, overrides: ['dataset.size=range(0,1000000)'], chosen: {} }
    const answer = await session.panel('quant', words)
    const { parts } = (answer as { value: PanelView<unknown> }).value
    expect(parts.map(({ kind }) => kind)).toEqual(['fields', 'text'])
    expect(parts[1]).toMatchObject({ text: expect.stringContaining('153,000,000 jobs') })
  })

  test('a chosen cell tells of each quantizer, before and after', async () => {
    const session = sessionOver(ROOT, 'conf', { plugins: [quant], loadPanel: quantPanel })
    const partsOf = async (cell: string) => {
      const answer = await session.panel('quant', {
        configName: CONFIG,
        overrides: ['dataset.size=10'],
        chosen: { cell },
      })
      const { parts } = (answer as { value: PanelView<{ shown: string }> }).value
      return parts.flatMap((part) => (part.kind === 'table' ? [part] : []))
    }
    const tables = await partsOf('wfp8_afp8 w_per_out_channel')
    expect(tables.map(({ label, rows }) => [label, rows.length])).toEqual([
      ['Findings', 1],
      ['What the overlay changes', 1],
      ['Quantizers that change', 18],
      ['Quantizers that stay as they are', 46],
    ])
    expect(tables[1]!.rows[0]!.map(({ text, at }) => [text, at?.shown])).toEqual([
      ['*weight_quantizer', undefined],
      ['axis', undefined],
      ['None', undefined],
      ['0', 'conf/quant_granularity/w_per_out_channel.yaml:5:11'],
    ])
    expect(tables[2]!.rows[0]!.map(({ text }) => text)).toEqual([
      'model.visual.patch_embed.weight_quantizer',
      'num_bits: (4, 3), axis: None',
      'num_bits: (4, 3), axis: 0',
    ])
    const refused = await partsOf('wfp4_afp8 w_per_out_channel')
    expect(refused.map(({ label }) => label)).toEqual(['Findings', 'What the overlay changes', 'Quantizers'])
  })
})

/** How `hydraconf quant plan --html` draws every pair with every overlay, job by job. */
function plan(flags: Readonly<Record<string, string>>): readonly string[] {
  const { environment } = treeOf(ROOT, {}, { configDir: 'conf', plugins: [quant] }).asked
  const html = join(temporary(), 'plan.html')
  command.commands.plan.run(
    { flags: { ...flags, html }, json: true, positionals: [] },
    {
      compose: () => expect.fail('a plan composes jobs'),
      *jobs() {
        for (const job of sweepJobs(environment, CONFIG, ['quant_pair=glob(*)', 'quant_granularity=glob(*)']))
          yield { ...job, compose: () => ({ ...job.compose(), dir: String(job.number) }) }
      },
      readFile: () => expect.fail('a plan reads no file'),
      host: { cwd: () => ROOT, out: () => {}, err: () => {} },
    },
  )
  const drawn = readFileSync(html, 'utf8').matchAll(/<a href="#job-(\d+)" title="[^"]*"><b>(.)<\/b> ([^<]*)<\/a>/g)
  const jobs: string[] = []
  for (const [, number, sign, label] of drawn) jobs[Number(number)] = `${sign} ${label}`
  return jobs
}

function temporary(): string {
  const dir = mkdtempSync(join(tmpdir(), 'panel-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const QUANT = {
  'conf/config.yaml': 'defaults: [quant_pair: fp8, quant_granularity: default, _self_]\n',
  'conf/quant_pair/fp8.yaml': 'name: fp8\nformat_name: FP8_DEFAULT_CFG\n',
  'conf/quant_pair/nvfp4.yaml': 'name: nvfp4\nformat_name: NVFP4_DEFAULT_CFG\n',
}

/** A plugin whose panel is this script. */
function pluginOf(script: string) {
  const dir = temporary()
  writeFileSync(join(dir, 'panel.js'), script)
  return { name: 'demo', panels: [{ name: 'demo', label: 'Demo', script: pathToFileURL(join(dir, 'panel.js')).href }] }
}

describe.skipIf(CHROMIUM === undefined)('a panel in the page', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  test('is a picture that reads without colours, is gone through by the keyboard, and stands in the address', async () => {
    const { address } = await serveTree(treeOf(QUANT, {}, { plugins: [quant] }))
    const { page, faults, requests } = await openPage(address)
    expect(requests.some((url) => url.includes('panels/'))).toBe(false)
    await page.getByRole('tab', { name: 'Quantization' }).click()
    const matrix = page.getByRole('table', { name: 'Pairs by overlays' })
    await expect.poll(() => matrix.getByRole('button').count()).toBe(18)
    const chosen = matrix.getByRole('button', { pressed: true })
    await matrix.getByRole('button').first().focus()
    for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowUp', 'ArrowRight', 'Enter'])
      await page.keyboard.press(key)
    await expect.poll(() => chosen.getAttribute('aria-label')).toMatch(/^fp8 with .*: .*\. /)
    await page.getByRole('table', { name: 'Quantizers that stay as they are' }).waitFor()
    const label = await chosen.getAttribute('aria-label')
    await page.reload()
    await expect.poll(() => chosen.getAttribute('aria-label')).toBe(label)
    await page.getByRole('combobox', { name: 'ModelOpt' }).selectOption('0.47.0')
    await expect.poll(() => page.url()).toContain('p.quant.modelopt=0.47.0')
    await expect.poll(() => page.getByRole('combobox', { name: 'ModelOpt' }).inputValue()).toBe('0.47.0')
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await seriousIn(page), colorScheme).toEqual([])
    }
    expect(faults).toEqual([])
  })

  test('is in a published page, from the disk', async () => {
    const { asked } = treeOf(QUANT, {}, { plugins: [quant] })
    const folder = temporary()
    exportPage(folder, readTree(asked, { isServed: false, canEdit: false }), {
      page: pageFiles(),
      panels: asked.panels,
    })
    const { page, faults } = await openPage(pathToFileURL(join(folder, 'index.html')).href)
    await page.getByRole('tab', { name: 'Quantization' }).click()
    await expect.poll(() => page.getByRole('table', { name: 'Pairs by overlays' }).getByRole('button').count()).toBe(18)
    expect(faults).toEqual([])
  })

  test('shows texts, never markup; what it refuses has its place, and one that cannot be loaded says so', async () => {
    const script = `hydraconf.panel({ *show({ configName, chosen, environment }) {
      yield
      if (chosen.field === 'refuse') hydraconf.core.compose({ configName, overrides: ['nope=1'] }, environment)
      const options = ['show', 'refuse'].map((value) => ({ value, label: value }))
      return { parts: [
        { kind: 'fields', fields: [{ name: 'field', label: 'What', options, value: chosen.field ?? 'show' }] },
        { kind: 'text', text: '<b>' + configName + '</b>' },
      ] }
    } })`
    const gone = { name: 'gone', panels: [{ name: 'gone', label: 'Gone', script: 'file:///nowhere.js' }] }
    const { address } = await serveTree(treeOf(SHOP, {}, { plugins: [pluginOf(script), gone] }))
    const { page } = await openPage(address)
    await page.getByRole('tab', { name: 'Demo' }).click()
    await page.getByText('<b>config</b>').waitFor()
    await page.getByLabel('What').selectOption('refuse')
    await expect.poll(() => page.getByRole('alert').textContent()).toContain("'nope'")
    await page.getByRole('tab', { name: 'Gone' }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toContain("The script of the panel 'gone'")
  })
})

test('names of panels stand in addresses, and for one panel each', () => {
  const plugin = (name: string, panel: string) => ({
    name,
    panels: [{ name: panel, label: panel, script: 'file:///x.js' }],
  })
  expect(() => panelsOf([plugin('a', 'Not this')])).toThrow("The plugin 'a' names a panel 'Not this'")
  expect(() => panelsOf([plugin('a', 'x'), plugin('b', 'x')])).toThrow("'a' and 'b' both have a panel 'x'")
  expect(panelsOf([plugin('a', 'x'), { name: 'c' }]).map(({ name }) => name)).toEqual(['x'])
})
