import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
// @ts-expect-error a script without types
import { buildCommand, buildPackages } from '../../scripts/build.mjs'
import { ROOT } from '../packages/installed.js'
import { type Block, blocksOf, type Folder, filesIn, stepsOf } from './page.js'
import { type Place, placeFor } from './place.js'
import { PageRun } from './run-page.js'
import { typeErrors } from './type-check.js'

/** Every page: a new one in `docs/` or beside a package is among them. */
const PAGES = [
  'README.md',
  ...pagesIn('docs'),
  ...readdirSync(join(ROOT, 'packages')).map((name) => `packages/${name}/README.md`),
  'examples/README.md',
]

const places = new Map<Folder, Place>()

beforeAll(async () => {
  if (!buildPackages()) throw new Error('the packages do not type-check')
  await buildCommand()
})

afterAll(() => {
  for (const place of places.values()) place.remove()
})

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(page)
  const run = blocks.map((block, at) => [block, blocks[at - 1]] as const).filter(([block]) => doesSomething(block))

  test.skipIf(run.length === 0)('does what it shows', async ({ skip }) => {
    const page = new PageRun(placeOf)
    try {
      for (const [block, before] of run) await page.run(block, before)
      await page.finish()
    } finally {
      await page.stop()
    }
    skip(page.missing.length > 0, `not run, since this machine has no ${page.missing.join(' and no ')}`)
  })

  test('says of every block whether it is run', () => {
    const unclear = blocks.filter((block) => block.notRun === undefined && !doesSomething(block) && !isText(block))
    expect(unclear.map(({ place }) => place)).toEqual([])
  })
})

test('the programs of all pages type-check', () => {
  const blocks = PAGES.flatMap(blocksOf)
  expect(typeErrors(blocks.filter(({ language, notRun }) => /^[jt]s$/.test(language) && notRun === undefined))).toBe('')
})

function placeOf(folder: Folder): Place {
  let place = places.get(folder)
  if (place === undefined) {
    place = placeFor(folder)
    places.set(folder, place)
  }
  return place
}

function doesSomething(block: Block): boolean {
  if (block.notRun !== undefined) return false
  return stepsOf(block) !== undefined || block.isOutput || Object.keys(filesIn(block)).length > 0
}

/** A program is type-checked; what has no language, and no `$`, is a picture. */
function isText({ language }: Block): boolean {
  return ['ts', 'js', ''].includes(language)
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
}
