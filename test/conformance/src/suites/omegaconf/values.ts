import * as core from '@hydraconf/core'
import { configOf, found, nodeAt, nodeType, nodeValue } from '../../configs.js'
import { fixtureOptions } from '../../fixture-resolvers.js'
import { refusal } from '../../refusal.js'
import { type Answer, type Case, readAs } from '../../suite.js'
import { keyFromTyped, keyToTyped, type Typed, toTyped } from '../../typed-json.js'
import { mergeAnswer } from './merge.js'
import { typedNodeAnswer } from './typed-nodes.js'

export function answer(testCase: Case): Answer {
  const operation = operations[testCase.op]
  if (operation === undefined) return { skip: `no such operation: ${testCase.op}` }
  return { expect: operation(testCase) }
}

const operations: Readonly<Record<string, (testCase: Case) => object>> = {
  merge: mergeAnswer,
  typed_node: typedNodeAnswer,

  create: (testCase) => found(core.parseYaml(testCase.yaml, readAs(testCase))),
  load: (testCase) => found(core.parseYaml(testCase.yaml, readAs(testCase))),
  to_yaml: (testCase) => {
    const config = configOf(testCase.config, readAs(testCase)) as core.MapValue | core.ListValue
    const shown = testCase.resolve ? core.resolve(config, fixtureOptions(testCase)) : config
    return { ok_text: core.toYaml(shown, { sortKeys: testCase.sort_keys, dialect: testCase.dialect }) }
  },

  select: (testCase) => {
    const value = core.select(place(testCase), testCase.key, {
      default: testCase.default && nodeValue(testCase.default),
      throwOnMissing: testCase.throw_on_missing,
      throwOnResolutionFailure: testCase.throw_on_resolution_failure,
      follow: follow(testCase),
      dialect: testCase.dialect,
    })
    return found(value)
  },

  update: (testCase) => {
    const { value, refusal: refused } = core.tryUpdate(place(testCase), testCase.key, nodeValue(testCase.value), {
      merge: testCase.merge,
      forceAdd: testCase.force_add,
      follow: follow(testCase),
      dialect: testCase.dialect,
    })
    return after(value, refused)
  },

  access: (testCase) => {
    let at = place(testCase)
    for (const typed of testCase.path) {
      const attribute = testCase.via === 'getattr' && typed.t === 'str' && at.value.kind === 'map'
      at = core.getItem(at, keyOf(typed), { follow: follow(testCase), attribute })
    }
    return found(at.value)
  },

  get: (testCase) => {
    const fallback = testCase.default === undefined ? core.nullValue() : nodeValue(testCase.default)
    return found(core.getItemOr(place(testCase), keyOf(testCase.key), fallback, { follow: follow(testCase) }))
  },

  contains: (testCase) => {
    const at = place(testCase)
    const has =
      at.value.kind === 'list'
        ? core.hasItem(at, nodeValue(testCase.key), { follow: follow(testCase) })
        : core.hasKey(at, keyOf(testCase.key))
    return found(core.bool(has))
  },

  setitem: (testCase) =>
    changed(testCase, (at) =>
      core.setItem(at, keyOf(testCase.key), given(testCase.value), {
        type: nodeType(testCase.value),
        attribute: testCase.via === 'setattr',
        dialect: testCase.dialect,
      }),
    ),
  del: (testCase) =>
    changed(testCase, (at) => core.removeItem(at, keyOf(testCase.key), { attribute: testCase.via === 'delattr' })),
  append: (testCase) => changed(testCase, (at) => core.appendItem(at, given(testCase.value), nodeType(testCase.value))),
  insert: (testCase) =>
    changed(testCase, (at) => core.insertItem(at, testCase.index, given(testCase.value), nodeType(testCase.value))),

  pop: (testCase) => {
    let popped: core.Value | undefined
    const outcome = changed(testCase, (at) => {
      const options = { default: testCase.default && nodeValue(testCase.default), follow: follow(testCase) }
      const key = testCase.key === undefined ? -1n : keyOf(testCase.key)
      const { value, at: rest } = core.popItem(at, key, options)
      popped = value
      return rest
    })
    return popped === undefined ? outcome : { ...found(popped), ...outcome }
  },

  is_missing: (testCase) => {
    const at = place(testCase)
    const key = keyOf(testCase.key)
    return found(
      core.map([
        ['is_missing', core.bool(core.isMissing(at, key))],
        ['is_interpolation', core.bool(core.isInterpolation(at, key))],
      ]),
    )
  },
  missing_keys: (testCase) => {
    const keys = core.missingKeys(place(testCase), { follow: follow(testCase), dialect: testCase.dialect })
    return { ok: toTyped(core.list(keys.sort().map((key) => core.str(key)))) }
  },
  masked_copy: (testCase) => ({ ok: toTyped(core.maskedCopy(place(testCase).value as core.MapValue, testCase.keys)) }),
  len_keys: (testCase) => {
    const { value } = place(testCase)
    const keys = value.kind === 'map' ? [...core.entriesOf(value)].map(([key]) => keyToTyped(key)) : []
    const length = value.kind === 'map' ? value.items.size : value.kind === 'list' ? value.items.length : 0
    return { ok: typedMap({ len: { t: 'int', v: String(length) }, keys: { t: 'list', v: keys } }) }
  },

  str: (testCase) => ({ ok_text: core.pythonText(place(testCase).value) }),
  to_container: (testCase) => {
    const { resolve, dialect } = testCase
    const evaluation = { ...fixtureOptions(testCase), asksOnce: dialect === '1.4' }
    const options = resolve ? { follow: core.following(evaluation) } : {}
    return { ok: toTyped(core.toData(place(testCase), { ...options, throwOnMissing: testCase.throw_on_missing })) }
  },
  resolve: (testCase) => ({
    ok: toTyped(
      core.resolve(configOf(testCase.config, readAs(testCase)) as core.Container, {
        ...fixtureOptions(testCase),
        as: 'config',
      }),
    ),
  }),

  from_dotlist: (testCase) => found(core.fromDotlist(testCase.dotlist, optionsOf(testCase))),
  from_cli: (testCase) => found(core.fromDotlist(testCase.dotlist, optionsOf(testCase))),
  merge_with_dotlist: (testCase) => {
    const { value, refusal: refused } = core.tryMergeDotlist(place(testCase), testCase.dotlist, optionsOf(testCase))
    return after(value, refused)
  },
}

function place(testCase: Case): core.ConfigNode {
  return nodeAt(core.rootNode(configOf(testCase.config, readAs(testCase))), testCase.at)
}

function follow(testCase: Case): core.Follow {
  return core.following(fixtureOptions(testCase))
}

function optionsOf(testCase: Case): core.DotlistOptions {
  return { follow: follow(testCase), dialect: testCase.dialect }
}

/** A key as the case gives it, which may be one that no config takes. */
function keyOf(typed: Typed): core.Key {
  return typed.t === 'null' || typed.t === 'tuple' || typed.t === 'list' ? (null as never) : keyFromTyped(typed)
}

/** A text that is an interpolation to OmegaConf is looked into when it is set. */
function given(typed: Typed): core.Value | (() => core.Value) {
  return typed.t === 'interp' ? () => nodeValue(typed) : nodeValue(typed)
}

function typedMap(fields: Record<string, Typed>): Typed {
  return { t: 'dict', v: Object.entries(fields).map(([key, value]) => [{ t: 'str', v: key }, value]) }
}

/** The whole config after a change, and as it was where the change is refused. */
function changed(testCase: Case, change: (at: core.ConfigNode) => core.ConfigNode): object {
  const at = place(testCase)
  try {
    return after(change(at), undefined)
  } catch (error) {
    return after(at, error)
  }
}

function after(at: core.ConfigNode, error: unknown): object {
  const config = toTyped(core.rootOf(at).value)
  return error === undefined ? { after: config } : { error: refusal(error), after: config }
}
