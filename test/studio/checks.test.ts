import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compose, HydraconfError, showCfg } from '@hydraconf/core'
import { quant } from '@hydraconf/quant'
import { checkedBy, groupSchema } from '@hydraconf/schema'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { exportPage } from '../../packages/studio/src/export/export-page.js'
import { pageFiles } from '../../packages/studio/src/server/page-files.js'
import { readTree } from '../../packages/studio/src/tree/read-tree.js'
import { CHROMIUM, openPage, serveTree, startBrowser, stopBrowser, yamlIn } from './browser.js'
import { byPage, sessionOn } from './same-as-command.js'
import { treeOf } from './trees.js'

const OPTIM = {
  type: 'object',
  properties: {
    name: { type: 'string', minLength: 2, pattern: '^[a-z\u{1F600}]+$' },
    lr: { type: 'number', exclusiveMinimum: 0 },
    token: { type: 'string', writeOnly: true },
    steps: { type: 'array', items: { type: 'integer' }, uniqueItems: true },
    mode: { enum: ['fast', 'slow', 3] },
    extra: { const: { a: [1] } },
    either: { anyOf: [{ type: 'null' }, { type: 'integer', minimum: 3 }] },
  },
  required: ['name'],
  additionalProperties: false,
} as const

const plugins = [
  { name: 'typed', schemas: { optim: groupSchema(OPTIM) } },
  {
    name: 'checked',
    schemas: { 'data/set': checkedBy({ ...OPTIM, not: { description: 'is not both', required: ['lr', 'mode'] } }) },
  },
]

const FILES = {
  'conf/config.yaml': 'defaults:\n  - optim: sgd\n  - data/set: small\n',
  'conf/optim/sgd.yaml': 'name: sgd\nlr: 1\n',
  'conf/data/set/small.yaml': 'name: small\n',
}

describe('the page holds options to the schemas of their groups in the words of the command', () => {
  test.each([
    [],
    ['optim.lr=2'],
    ['optim.lr=-1'],
    ['optim.lr=fast'],
    ['optim.name=s'],
    ['optim.name=S5'],
    ['+optim.steps=[1,2]'],
    ['+optim.steps=[1,2,1]'],
    ['+optim.mode=quick'],
    ['+optim.mode=3'],
    ['+optim.either=2'],
    ['+optim.learning_rate=1'],
    ['+optim.token=hunter2'],
    ['+data.set.extra={a:[1]}'],
    ['+data.set.extra={a:[2]}'],
    ['+data.set.lr=1', '+data.set.mode=fast'],
    ['+data.set.nme=x'],
    ['data.set.name=???'],
  ])('%s', (...overrides: string[]) => {
    const { asked } = treeOf(FILES, {}, { plugins })
    const ofCommand = () => {
      try {
        const composed = compose({ configName: 'config', overrides }, asked.environment)
        return showCfg(composed, { part: 'job', resolve: false, package: undefined })
      } catch (error) {
        if (!(error instanceof HydraconfError)) throw error
        return `${error.type}: ${error.summary}`
      }
    }
    expect(byPage(sessionOn(asked), { configName: 'config', overrides })).toBe(ofCommand())
  })
})

test('an overlay that the schema of quant refuses is refused', () => {
  const option = 'name: mine\nquant_cfg_overrides:\n  "*weight_quantizer":\n    axis: 0\n    block_sizes: {-1: 16}\n'
  const files = {
    'conf/config.yaml': 'defaults:\n  - quant_granularity: mine\n',
    'conf/quant_granularity/mine.yaml': option,
  }
  const session = sessionOn(treeOf(files, {}, { plugins: [quant] }).asked)
  expect(byPage(session, { configName: 'config', overrides: [] })).toContain('keep one')
})

test('what a schema of a library refines by a function is told to be lacking, and so is a check that nobody wrote', () => {
  const schema = z.object({ name: z.string().refine((name) => name !== 'sgd') })
  const schemas = { optim: groupSchema(schema), 'data/set': { check: () => [] } }
  const { data } = readTree(treeOf(FILES, {}, { plugins: [{ name: 'p', schemas }] }).asked, {
    isServed: true,
    canEdit: false,
  })
  expect(data.lacking).toEqual(['the refinements of the schema of optim', 'the checks of data/set'])
})

describe.skipIf(CHROMIUM === undefined)('in a browser', () => {
  beforeAll(startBrowser)
  afterAll(stopBrowser)

  const hash = '#config=config&o=optim.lr%3D-1'

  test('a served page loads the checks as a script, so that its policy holds', async () => {
    const { page, requests, faults } = await openPage((await serveTree(treeOf(FILES, {}, { plugins }))).address, {
      hash,
    })
    await page.getByText("'lr' has to be > 0, not -1").first().waitFor()
    await page.evaluate("location.hash = 'config=config'")
    await expect.poll(() => yamlIn(page)).toContain('lr: 1.0')
    expect(requests.filter((url) => url.endsWith('/checks.js'))).toHaveLength(1)
    expect(faults).toEqual([])
  })

  test('a tree without schemas asks for none', async () => {
    const { page, requests } = await openPage((await serveTree(treeOf(FILES))).address)
    await expect.poll(() => yamlIn(page)).toContain('lr: 1\n')
    expect(requests.filter((url) => url.includes('checks'))).toEqual([])
  })

  test('a published page has them inside', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'published-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const tree = readTree(treeOf(FILES, {}, { plugins }).asked, { isServed: false, canEdit: false })
    exportPage(folder, tree, { page: pageFiles(), panels: [] })
    const { page, faults } = await openPage(pathToFileURL(join(folder, 'index.html')).href, { hash })
    await page.getByText("'lr' has to be > 0, not -1").first().waitFor()
    expect(faults).toEqual([])
  })
})
