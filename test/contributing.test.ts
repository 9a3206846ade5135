import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const page = readFileSync(new URL('../CONTRIBUTING.md', import.meta.url), 'utf8')

test('every file that CONTRIBUTING.md says to open is there', () => {
  const files = [...page.matchAll(/^\| .* \| `([\w/.-]+\.ts)` \|$/gm)].map(([, file]) => file!)
  expect(files).toHaveLength(42)
  expect(files.filter((file) => !existsSync(new URL(`../packages/${file}`, import.meta.url)))).toEqual([])
})
