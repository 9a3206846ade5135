import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  applyOverlayToList,
  type Dict,
  equalLiteral,
  exportText,
  formatsOf,
  fromTypedJson,
  loadRecipe,
  OVERLAYS,
  releaseNamed,
  stepsOf,
  type TypedJson,
  toTypedJson,
} from '../index.js'

const release = releaseNamed('0.47.0')

/** Every valid combination of a format and an overlay, by name. */
const combinations: ReadonlyMap<string, Dict> = new Map(
  [...formatsOf(release).values()].flatMap(({ name, config }) =>
    OVERLAYS.flatMap(({ name: overlay, overrides }) => {
      const merged = applyOverlayToList(config, overrides)
      return stepsOf(merged, '0.47.0').problems.length > 0 ? [] : [[`${name} with ${overlay}`, merged] as const]
    }),
  ),
)

const recipes = Object.fromEntries(
  [...combinations].map(([name, config]) => [name, exportText(config, 'recipe', name)]),
)

test('every valid combination, as a recipe, reads back as what was meant', () => {
  expect(combinations.size).toBeGreaterThan(300)
  for (const [name, config] of combinations) {
    const local = { read: (path: string) => (path === 'r.yaml' ? recipes[name] : undefined), isFolder: () => false }
    const read = loadRecipe('r.yaml', { library: { release, local } }).config.get('quantize')
    expect([name, equalLiteral(read!, config)]).toEqual([name, true])
  }
})

/**
 * What the real `load_recipe` of 0.47.0 made of some of them. To record again: HYDRACONF_MODELOPT_PYTHON names a Python that has
 * ModelOpt, and the test writes what it says.
 */
const RECORDED = fileURLToPath(new URL('../../scripts/recorded-recipes.json', import.meta.url))
const python = process.env.HYDRACONF_MODELOPT_PYTHON
const SOME =
  /^(?:W4A8_AWQ_BETA_CFG|NVFP4_DEFAULT_CFG|FP8_KV_CFG|INT4_AWQ_CFG|NVFP4_AFFINE_KV_CFG) with (?:default|w_group64|recipe_)/

test('ModelOpt itself reads them so', () => {
  const chosen =
    python === undefined ? Object.entries(recipes).filter(([name]) => SOME.test(name)) : Object.entries(recipes)
  const loaded = python === undefined ? recorded() : asked(python)
  for (const [name, text] of chosen) {
    const row = loaded[name]!
    expect(row.text).toBe(text)
    expect([name, equalLiteral(fromTypedJson(row.quantize), combinations.get(name)!)]).toEqual([name, true])
  }
  expect(chosen.length).toBeGreaterThan(10)
})

interface Loaded {
  readonly text: string
  readonly quantize: TypedJson
}

function recorded(): Readonly<Record<string, Loaded>> {
  return JSON.parse(readFileSync(RECORDED, 'utf8'))
}

function asked(command: string): Readonly<Record<string, Loaded>> {
  const script = fileURLToPath(new URL('../../scripts/load-recipes.py', import.meta.url))
  const { stdout, stderr } = spawnSync(command, [script], {
    input: JSON.stringify(recipes),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (stdout === '') throw new Error(stderr)
  const sections: Record<string, TypedJson> = JSON.parse(stdout)
  const rows = Object.entries(sections).map(([name, quantize]): [string, Loaded] => [
    name,
    { text: recipes[name]!, quantize },
  ])
  const kept = rows.filter(([name]) => SOME.test(name))
  writeFileSync(RECORDED, `${JSON.stringify(Object.fromEntries(kept), null, 1)}\n`)
  return Object.fromEntries(rows)
}

test('typed JSON is what toTypedJson writes', () => {
  const config = combinations.get('NVFP4_DEFAULT_CFG with default')!
  expect(JSON.parse(exportText(config, 'typed-json', ''))).toEqual(toTypedJson(config))
})
