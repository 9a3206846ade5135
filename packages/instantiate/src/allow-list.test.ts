import { describe, expect, test } from 'vitest'
import { composeTexts } from '../../../test/compose-texts.js'
import { defineTargets, getMethod, getObject, type InstantiateDialect, instantiate, target } from './index.js'

/** What must not run, whatever a config says. */
let ran: string[] = []
const off = (): string => {
  ran.push('off the list')
  return 'off'
}

class Email {
  readonly kind = 'email'
  static readonly host = off
  static make(): string {
    return 'made'
  }
  static get reads(): () => string {
    return off() as never
  }
}

const family = Object.create(
  { inherited: off },
  {
    own: { value: () => 'own' },
    number: { value: 3 },
    nested: { value: { off } },
    constructor: { value: off },
    prototype: { value: off },
    __proto__: { value: off },
    read: { get: () => off },
  },
)

const record = (...given: unknown[]): unknown[] => given

function listOf(dialect: InstantiateDialect) {
  return defineTargets(
    { 'app.Email': Email, 'app.record': record, 'app.checked': target(Email.make), 'fs.*': family, 'app.SEED': 7 },
    { dialect, warn: () => {} },
  )
}

const NAMES = [
  ...['', '.', '..', '.app', 'app.', 'app..Email', '*', 'fs.*', 'fs', 'app', 'constructor', '__proto__', 'toString'],
  ...['constructor', 'prototype', '__proto__', 'read', 'number', 'nested', 'inherited', 'toString'].map(
    (name) => `fs.${name}`,
  ),
  ...['nested.off', 'own.call', 'own.bind', 'own.constructor'].map((name) => `fs.${name}`),
  ...['constructor', 'prototype', 'make', 'host', 'reads', 'call'].map((name) => `app.Email.${name}`),
  ...['\u0430pp.Email', 'app.Ema\u0131l', 'app\uff0eEmail', 'APP.EMAIL', ' app.Email', 'app.Email\n', 'app.Email\0'],
  ...['app/Email', 'app:Email', 'process.exit', 'globalThis.eval', 'node:fs.readFileSync', './off.mjs', 'os.system'],
  ...['\u{F0000}0\u{F0000}', 'x\u{F0000}0\u{F0000}', 'app.SEED'],
]

describe.each(['1.3', '1.4'] as const)('in dialect %s', (dialect) => {
  const list = listOf(dialect)

  function refused(config: unknown, ...args: unknown[]): unknown {
    ran = []
    try {
      instantiate(config as object, list, ...args)
    } catch (error) {
      expect(ran).toEqual([])
      return (error as { type?: unknown }).type
    }
    throw new Error('it was made')
  }

  test.each(NAMES)('%j is off the list, however a config comes by it', (name) => {
    expect(refused({ _target_: name }, { given: off })).toBe('InstantiationException')
    expect(refused({ _target_: '${name}', name })).toBe('InstantiationException')
    expect(refused({ _target_: 'app.record', _args_: [[{ _target_: name }]] })).toBe('InstantiationException')
    expect(refused({ _target_: 'app.record', _partial_: true, x: { _target_: name } })).toBe('InstantiationException')
    expect(refused({ _target_: 'app.record' }, { _target_: name })).toBe('InstantiationException')
    ran = []
    expect(() => getMethod(name, list)).toThrow()
    if (name !== 'app.SEED') expect(() => getObject(name, list)).toThrow()
    expect(ran).toEqual([])
  })

  test.each([
    ['that the call hands over', { _target_: '${given}' }],
    ['that the call hands over, from deep inside', { _target_: 'app.record', x: [{ _target_: '${given}' }] }],
    ['by the text that stands for it', { _target_: '\u{F0000}0\u{F0000}' }],
    ['by that text in pieces', { _target_: '${mark}0${mark}', mark: '\u{F0000}' }],
    ['below a name', { _target_: 'fs.${given}' }],
    ['by what a resolver reads', { _target_: '${oc.decode:"fs.constructor"}' }],
  ])('no config makes a function %s', (_, config) => {
    expect(refused(config, { given: off })).toBe('InstantiationException')
  })

  test.each([
    [{ _target_: 3 }],
    [{ _target_: ['app.record'] }],
    [{ _target_: { _target_: 'app.record' } }],
    [{ _target_: { toString: 'x', valueOf: 1 } }],
    [{ _target_: 'app.record', _args_: { toString: 'x' } }],
    [{ _target_: 'app.record', _partial_: { toString: 1, constructor: 2 } }],
    [{ _target_: 'app.record', _recursive_: { valueOf: 1 } }],
  ])('%j is refused in words', (config) => {
    expect(refused(config)).toMatch(/InstantiationException|TypeError/)
  })

  test('what the program itself writes as _target_ is made, and so is what is on the list and handed over', () => {
    expect(instantiate({ _target_: () => 'own' }, list)).toBe('own')
    expect(instantiate({ _target_: 'app.record' }, list, { _target_: () => 'own' })).toBe('own')
    expect(instantiate({ _target_: '${make}' }, list, { make: record })).toEqual([{ make: record }])
    expect(instantiate({ _target_: '${make}' }, list, { make: Email.make })).toBe('made')
  })

  test('an object that a config refers to is an argument', () => {
    expect(instantiate({ _target_: 'app.record', x: '${given}' }, list, { given: off })).toEqual([
      { x: off, given: off },
    ])
  })

  test('plain objects that hold themselves, or nest without end, are refused', () => {
    const circle: Record<string, unknown> = { _target_: 'app.record' }
    circle.self = circle
    let deep: object = {}
    for (let level = 0; level < 20_000; level++) deep = { deep }
    for (const config of [circle, deep, { _target_: 'app.record', deep }])
      expect(refused(config)).toBe('ConfigValueError')
    expect(refused({ _target_: 'app.record' }, circle)).toBe('ConfigValueError')
  })
})

test('names of a file, the command line and the environment go by the list too', () => {
  const files = {
    config: 'a: {_target_: fs.constructor}\nb: {_target_: "${oc.env:NAME,fs.constructor}"}\nc: {_target_: x}\n',
  }
  const { js } = composeTexts(files, ['c._target_=__proto__'])
  for (const key of ['a', 'b', 'c'])
    expect(() => instantiate((js as Record<string, object>)[key]!, listOf('1.3'))).toThrow(/is not on the list/)
})
