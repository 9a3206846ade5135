import { readFileSync } from 'node:fs'
import * as core from '@hydraconf/core'
import { fileBesideCases } from '../../case-files.js'
import { configOf, found, nodeValue } from '../../configs.js'
import { fixtureOptions } from '../../fixture-resolvers.js'
import { refusal } from '../../refusal.js'
import { type Answer, type Case, type Context, readAs } from '../../suite.js'
import { keyFromTyped, type Typed, toTyped } from '../../typed-json.js'

export function answer(testCase: Case, context: Context): Answer {
  const operation = operations[testCase.op]
  if (operation === undefined) return { skip: `no such operation: ${testCase.op}` }
  return { expect: operation(testCase, context) }
}

const operations: Readonly<Record<string, (testCase: Case, context: Context) => object>> = {
  grammar: evaluated,
  split_key: ({ key, dialect }) => ({
    ok: toTyped(core.list(core.splitKey(key, { readsEscapes: dialect === '1.4' }).map((part) => core.str(part)))),
  }),
  simple_pattern: ({ input }) => ({ ok: { t: 'bool', v: core.isSimpleInterpolation(input) } }),

  select: (testCase) => {
    const options = fixtureOptions(testCase)
    const value = core.select(config(testCase) as core.Container, testCase.key, {
      default: testCase.default && nodeValue(testCase.default),
      throwOnMissing: testCase.throw_on_missing,
      throwOnResolutionFailure: testCase.throw_on_resolution_failure,
      follow: core.following(options),
      dialect: testCase.dialect,
    })
    return { ...found(value), warnings: options.warnings }
  },

  access: (testCase) => {
    const options = fixtureOptions(testCase)
    const follow = core.following(options)
    let at = core.rootNode(config(testCase))
    for (const key of testCase.path as Typed[]) at = core.getItem(at, keyFromTyped(key), { follow })
    return { ...found(at.value), warnings: options.warnings }
  },

  get: (testCase) => {
    const fallback = testCase.default === undefined ? core.nullValue() : nodeValue(testCase.default)
    const follow = core.following(fixtureOptions(testCase))
    return found(core.getItemOr(core.rootNode(config(testCase)), keyFromTyped(testCase.key), fallback, { follow }))
  },

  access_seq: (testCase) => {
    const options = fixtureOptions(testCase)
    let at = config(testCase) as core.Container
    const results: object[] = []
    for (const step of testCase.steps as Step[]) {
      if (step.get !== undefined) results.push(found(core.select(at, step.get, { follow: core.following(options) })))
      else if (step.set !== undefined) at = core.update(at, step.set, nodeValue(step.value!)) as core.Container
      else options.cache?.clear()
    }
    return { results }
  },
}

interface Step {
  readonly get?: string
  readonly set?: string
  readonly value?: Typed
}

function config(testCase: Case): core.Value {
  return configOf(testCase.config, readAs(testCase))
}

/**
 * One text, parsed and then evaluated as if it stood at the top of a named context. In what is not part of a config,
 * `???` is spelled as the string it is.
 */
function evaluated(testCase: Case, { root }: Context): object {
  let stage = 'parse'
  try {
    const parse = testCase.rule === 'singleElement' ? core.parseElement : core.parseTemplate
    const text = parse(testCase.input)
    stage = 'visit'
    const context = nodeValue(contexts(root)[testCase.context ?? 'base']!)
    const value = core.evaluate(text, context as core.Container, fixtureOptions(testCase))
    const isConfig = JSON.stringify(toTyped(value)).includes('{"t":"interp"')
    return { ...found(value), ok: toTyped(value, { plain: !isConfig }), stage }
  } catch (error) {
    return { error: refusal(error), stage }
  }
}

let loaded: Readonly<Record<string, Typed>> | undefined

function contexts(root: string): Readonly<Record<string, Typed>> {
  loaded ??= JSON.parse(readFileSync(fileBesideCases(root, 'omegaconf', 'contexts.json'), 'utf8')) as Readonly<
    Record<string, Typed>
  >
  return loaded
}
