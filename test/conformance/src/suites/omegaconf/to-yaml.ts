import type { Container, Value } from '@hydraconf/core'
import * as core from '@hydraconf/core'
import { configOf } from '../../configs.js'
import { fixtureOptions } from '../../fixture-resolvers.js'
import { type Answer, type Case, readAs } from '../../suite.js'
import { toTyped } from '../../typed-json.js'

/** `to_yaml`: the text of a config. `roundtrip`: also what reading it gives. */
export function answer(testCase: Case): Answer {
  const { op, config, resolve, sort_keys: sortKeys } = testCase
  const given = configOf(config, readAs(testCase)) as Container
  const made = new Set<Value>()
  const written = resolve ? core.resolve(given, { ...fixtureOptions(testCase), made }) : given
  const text = core.toYaml(written, { sortKeys, made, dialect: testCase.dialect })
  const reloaded = op === 'roundtrip' ? { reloaded: toTyped(core.parseYaml(text, { dialect: testCase.dialect })) } : {}
  return { expect: { ok_text: text, ...reloaded } }
}
