import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DialectName, HydraconfError, showCfg } from '@hydraconf/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { composeDir } from '../compose-dir.js'
import { recordedConfigs } from './names.js'

const data = fileURLToPath(new URL('../../plugin-configs', import.meta.url))
const fixtures = fileURLToPath(new URL('../../../../fixtures/plugins', import.meta.url))

interface Case {
  readonly id: string
  readonly only?: DialectName
  readonly files?: Readonly<Record<string, string>>
  readonly overrides: readonly string[]
  readonly of: string
}
type Answer = { readonly yaml: string; readonly choices: object } | { readonly error: string }

const cases: readonly Case[] = json(join(fixtures, 'cases.json'))

/** Where ours answers otherwise, in which dialects. */
const OTHERWISE: Readonly<Record<string, readonly DialectName[]>> = {
  // Hydra fails in itself (AssertionError, AttributeError) or refuses; ours takes a whole map and refuses a key of null.
  'optuna with params': ['1.3'],
  'optuna with params as a map': ['1.3'],
  'optuna with a param that is a number': ['1.3'],
  'optuna with search_space': ['1.3'],
}

describe.each(['1.3', '1.4'] as const)('in the dialect of Hydra %s', (dialect) => {
  const { answers }: { answers: Readonly<Record<string, Answer>> } = json(join(fixtures, `${dialect}.json`))
  test.each(cases.filter(({ only = dialect }) => only === dialect))('$id', (one) => {
    const recorded = answers[one.id]!
    const ours = answer(one, dialect)
    const isOtherwise = OTHERWISE[one.id]?.includes(dialect) === true
    if (isOtherwise) expect(ours).not.toEqual(recorded)
    else expect(ours).toEqual(recorded)
  })
})

test('the names are those of the recorded files', () => {
  const held = (['1.3', '1.4'] as const).flatMap((dialect) =>
    recordedConfigs(dialect).flatMap(({ file, group, names, provider }) =>
      names.map((name) => [file, group, name, provider].join(' ')),
    ),
  )
  const recorded = readdirSync(data).flatMap((file) =>
    json<{ configs: { group: string; name: string; provider?: string }[] }>(join(data, file)).configs.map(
      ({ group, name, provider }) => [file.replace('.json', ''), group, name, provider].join(' '),
    ),
  )
  expect([...new Set(held)].sort()).toEqual(recorded.sort())
})

function answer({ files = {}, overrides, of }: Case, dialect: DialectName): Answer {
  const home = mkdtempSync(join(tmpdir(), 'plugins-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  for (const [name, text] of Object.entries({ 'config.yaml': 'x: 1\n', ...files })) {
    mkdirSync(dirname(join(home, name)), { recursive: true })
    writeFileSync(join(home, name), text)
  }
  try {
    const composed = composeDir(home, { configName: 'config', overrides, dialect, versionBase: '1.3' })
    const shown = showCfg(composed, { part: 'all', package: of, resolve: false })
    const header = `# @package ${of}\n`
    return { yaml: shown.startsWith(header) ? shown.slice(header.length) : shown, choices: chosenIn(composed.choices) }
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    return { error: error.name }
  }
}

/** Without what every composition chooses. */
function chosenIn(choices: Readonly<Record<string, unknown>>): object {
  const ever: readonly unknown[] = ['default', 'basic', null, undefined]
  return Object.fromEntries(Object.entries(choices).filter(([, option]) => !ever.includes(option)))
}

function json<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T
}
