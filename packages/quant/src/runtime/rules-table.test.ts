import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { rulesTable } from './rules-table.js'

test('the documentation prints the table of rules', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../../docs/quant.md', import.meta.url)), 'utf8')
  const printed = /<!-- rules -->\n([\s\S]*?)\n<!-- end of rules -->/.exec(page)?.[1]
  expect(printed).toBe(rulesTable())
})
