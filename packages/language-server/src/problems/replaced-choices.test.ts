import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checking } from '@hydraconf/check'
import { expect, onTestFinished, test } from 'vitest'
import { readSettings } from '../settings.js'
import { inSlices } from '../trees/in-slices.js'
import { Workspace } from '../trees/workspace.js'
import { replacedChoices } from './replaced-choices.js'

test('stops before each composition, so that a request need not wait for all of them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'replaced-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'conf/db'), { recursive: true })
  for (const name of ['mysql', 'postgres']) writeFileSync(join(folder, `conf/db/${name}.yaml`), 'port: 1\n')
  writeFileSync(join(folder, 'conf/extra.yaml'), 'defaults:\n  - override /db: postgres\n')
  for (const name of ['one', 'two']) writeFileSync(join(folder, `conf/${name}.yaml`), 'defaults: [db: mysql, extra]\n')
  const fail = (message: string): never => expect.fail(message)
  const workspace = new Workspace([folder], {}, { onChange: () => {}, onOpened: () => {}, onError: fail })
  onTestFinished(() => workspace.close())
  await workspace.load(readSettings({ safe: true, trees: ['conf'] }))
  const { tree } = workspace.trees[0]!
  const checked = await inSlices(checking(tree.environment, { isGuessed: true }), () => false)
  const steps = replacedChoices(checked!, tree)
  let stops = 0
  let step = steps.next()
  for (; !step.done; step = steps.next()) stops++
  expect(stops).toBeGreaterThanOrEqual(2)
  expect(step.value.map(({ code, origin }) => `${origin.source.name.split('/').at(-1)} ${code}`)).toEqual([
    'one.yaml choice-replaced',
    'two.yaml choice-replaced',
  ])
})
