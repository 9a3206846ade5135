import { mergePlugins, rootNode, selectNode, store } from '@hydraconf/core'
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { composeTexts } from '../../../test/compose-texts.js'
import { sandbox } from '../../../test/node/sandbox.js'
import { builds, defineTargets, getObject, instantiate, instantiateNode, positional, target } from './index.js'

class Adam {
  constructor(readonly options: { lr?: number; params?: unknown; betas?: readonly number[] }) {}
}
class Sgd {
  constructor(
    readonly lr: number,
    readonly momentum = 0,
  ) {}
}
function pipeline(...given: unknown[]): unknown[] {
  return given
}

const targets = defineTargets(
  { 'my.optim.Adam': Adam, 'my.optim.Sgd': positional(['lr', 'momentum'], Sgd), 'my.pipeline': pipeline },
  { warn: () => {} },
)

describe('what a target is handed', () => {
  test('keyword arguments are one object', () => {
    expect(instantiate({ _target_: 'my.optim.Adam', lr: 0.1 }, targets).options).toEqual({ lr: 0.1 })
  })

  test('a class that takes an object of options gets one when there are none', () => {
    expect(instantiate({ _target_: 'my.optim.Adam' }, targets).options).toEqual({})
  })

  test('a target may have its parameters in a row', () => {
    expect(instantiate({ _target_: 'my.optim.Sgd', momentum: 0.9, lr: 0.1 }, targets)).toEqual(new Sgd(0.1, 0.9))
  })

  test('a parameter that is not there is refused as in Python', () => {
    expect(() => instantiate({ _target_: 'my.optim.Sgd', lr: 1, lrr: 2 }, targets)).toThrow(/no parameter 'lrr'/)
  })

  test('positional arguments come first, the object behind them', () => {
    expect(instantiate({ _target_: 'my.pipeline', _args_: [1, 2], name: 'x' }, targets)).toEqual([1, 2, { name: 'x' }])
  })

  test('arguments of the call win, and may be anything', () => {
    const params = new Map()
    expect(instantiate({ _target_: 'my.optim.Adam', lr: 0.1 }, targets, { lr: 0.2, params }).options).toEqual({
      lr: 0.2,
      params,
    })
  })

  test('an object of the call is found by interpolations, too', () => {
    const net = new Sgd(1)
    const made = instantiate({ _target_: 'my.optim.Adam', net: null, params: '${net}' }, targets, { net })
    expect(made.options.params).toBe(net)
  })

  test('a partial takes the rest later, and names win', () => {
    const made = instantiate({ _target_: 'my.optim.Adam', _partial_: true, lr: 0.1 }, targets)
    expect(made({ params: [1] }).options).toEqual({ lr: 0.1, params: [1] })
    expect(made({ lr: 0.3 }).options).toEqual({ lr: 0.3 })
  })
})

describe('types', () => {
  test('what comes out is the class of the literal name', () => {
    expectTypeOf(instantiate({ _target_: 'my.optim.Adam', lr: 1 }, targets)).toEqualTypeOf<Adam>()
    expectTypeOf(instantiate({ _target_: 'my.optim.Sgd', lr: 1 }, targets)).toEqualTypeOf<Sgd>()
  })

  test('of a text that is not known, one of those on the list', () => {
    const name: string = 'my.optim.Adam'
    expectTypeOf(instantiate({ _target_: name }, targets)).toEqualTypeOf<Adam | Sgd | unknown[]>()
  })

  test('a partial of it', () => {
    const made = instantiate({ _target_: 'my.optim.Adam', _partial_: true }, targets)
    expectTypeOf(made({ lr: 1 })).toEqualTypeOf<Adam>()
  })
})

describe('configs from code', () => {
  test('builds writes the config of a class on the list, and instantiate makes it', () => {
    const config = builds(Adam, { lr: 0.1 }, targets)
    expect(config).toEqual({ _target_: 'my.optim.Adam', lr: 0.1 })
    expectTypeOf(config._target_).toEqualTypeOf<'my.optim.Adam'>()
    expect(instantiate(config, targets)).toEqual(new Adam({ lr: 0.1 }))
    expect(builds(Sgd, {}, targets)).toEqual({ _target_: 'my.optim.Sgd' })
  })

  test('a class that is not on the list has no config', () => {
    expect(() => builds(Map, {}, targets)).toThrow(/Map is not on the list of targets/)
  })

  test('a stored config of it composes like any other', () => {
    const optim = store({ group: 'optim', name: 'adam', node: builds(Adam, { lr: 0.1 }, targets) })
    const extensions = mergePlugins([{ name: 'app', stored: [optim] }])
    const composed = composeTexts({ config: 'defaults: [optim: adam]' }, ['optim.lr=0.5'], { extensions })
    const at = selectNode(rootNode(composed.config), 'optim')!
    expect(instantiateNode(at, composed.evaluation, targets)).toEqual(new Adam({ lr: 0.5 }))
  })
})

describe('what is refused', () => {
  test('a name that is not on the list, with the closest one', () => {
    expect(() => instantiate({ optim: { _target_: 'my.optim.Adm' } }, targets)).toThrow(
      /'optim': cannot make 'my.optim.Adm'[\s\S]*Did you mean my.optim.Adam/,
    )
  })

  test('what the parameters of a target refuse, before anything is made', () => {
    const made = vi.fn()
    const checked = defineTargets({
      first: made,
      second: target(made, {
        parameters: {
          '~standard': {
            version: 1,
            vendor: 'app',
            validate: (value) => ({
              issues: [{ message: `a number, not ${(value as { lr: string }).lr}`, path: ['lr'] }],
            }),
          },
        },
      }),
    })
    const config = { a: { _target_: 'first' }, b: { _target_: 'second', lr: 'high' } }
    expect(() => instantiate(config, checked)).toThrow(/'b.lr': \S+ refuses it: a number, not high/)
    expect(made).not.toHaveBeenCalled()
  })

  test('an error of a target names the key and keeps the cause', () => {
    const broken = defineTargets({
      fails: () => {
        throw new RangeError('too far')
      },
    })
    const attempt = () => instantiate({ a: { b: { _target_: 'fails' } } }, broken)
    expect(attempt).toThrow(/'a.b': fails failed: too far/)
    expect(attempt).toThrow(expect.objectContaining({ type: 'InstantiationException', cause: expect.any(RangeError) }))
  })

  test('in 1.4 it comes as it is', () => {
    const fail = () => {
      throw new RangeError('too far')
    }
    expect(() => instantiate({ _target_: 'f' }, defineTargets({ f: fail }, { dialect: '1.4' }))).toThrow(RangeError)
  })

  test('a node that is made out of itself', () => {
    const config = { a: { _target_: 'my.pipeline', b: '${a}' } }
    expect(() => instantiate(config, targets)).toThrow(
      expect.objectContaining({ type: 'InterpolationResolutionError' }),
    )
  })
})

test('what Hydra does without a word and nobody means is warned of', () => {
  const warnings: string[] = []
  const warned = defineTargets({ f: pipeline }, { warn: (text) => warnings.push(text) })
  instantiate({ _target_: 'f', _args_: 'ab', _convert_: 'al' }, warned)
  instantiate({ _target_: 'f', _partial_: true, lr: '???' }, warned)
  expect(warnings).toEqual([
    "_convert_ 'al' is none of none, partial, object, all: it counts as none",
    "_args_ is the text 'ab': it is taken apart into its characters, as in Python",
    "'lr' has no value yet (???): a partial is made without it",
  ])
})

test('a node of a composed config names its file, and its interpolations lead anywhere', () => {
  const composed = composeTexts({
    config: 'lr: 0.5\noptim:\n  _target_: my.optim.Adam\n  lr: ${lr}\nbad:\n  _target_: nope\n',
  })
  const node = (key: string) => selectNode(rootNode(composed.config), key)!
  expect((instantiateNode(node('optim'), composed.evaluation, targets) as Adam).options).toEqual({ lr: 0.5 })
  expect(() => instantiateNode(node('bad'), composed.evaluation, targets)).toThrow(/config.yaml:6:13/)
})

/** Whatever a config may say to reach something that the program did not put on the list. */
describe('no way off the list', () => {
  const secret = vi.fn()
  class Base {
    static inherited = secret
    method = secret
  }
  class Listed extends Base {
    static own = secret
  }
  const family = Object.create(
    { inherited: secret },
    {
      fine: { value: () => 'fine', enumerable: true },
      computed: { get: secret, enumerable: true },
      text: { value: 'no function', enumerable: true },
    },
  )
  const list = defineTargets({ 'app.Listed': Listed, 'app.make': () => 'made', 'fs.*': family }, { warn: () => {} })

  test('what is on it is made', () => {
    expect(instantiate({ _target_: 'fs.fine' }, list)).toBe('fine')
  })

  test.each([
    'app',
    'app.Listed.own',
    'app.Listed.inherited',
    'app.Listed.constructor',
    'app.Listed.prototype',
    'app.Listed.prototype.constructor',
    'app.Listed.__proto__',
    'app.make.call',
    'app.make.bind',
    'app.make.constructor',
    'fs',
    'fs.*',
    'fs.computed',
    'fs.inherited',
    'fs.text',
    'fs.constructor',
    'fs.__proto__',
    'fs.prototype',
    'fs.toString',
    'fs.hasOwnProperty',
    'fs.fine.call',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'globalThis',
    'process.exit',
    'node:fs.readFileSync',
    'child_process.execSync',
    'Function',
    'eval',
    'require',
    'import',
    ' app.make',
    'app.make ',
    'app..make',
    'App.make',
  ])('%s', (name) => {
    expect(() => instantiate({ _target_: name }, list)).toThrow(
      expect.objectContaining({ type: 'InstantiationException' }),
    )
    expect(() => getObject(name, list)).toThrow()
    expect(secret).not.toHaveBeenCalled()
  })

  test('a parameter named __proto__ is a parameter', () => {
    const made = instantiate(JSON.parse('{"_target_": "take", "__proto__": {"admin": true}}'), {
      take: (options: object) => options,
    }) as { admin?: boolean }
    expect(made.admin).toBeUndefined()
    expect(Object.hasOwn(made, '__proto__')).toBe(true)
  })
})

describe.each([true, false])('the config of a program (strict: %s)', (strict) => {
  const program = (text: string) => composeTexts({ config: text }, [], { strict }).js

  test('errors name the full key, the file and the line', () => {
    const config = program('lr: 0.1\noptim:\n  _target_: my.optim.Adm\n  lr: ${lr}\n')
    expect(() => instantiate(config.optim, targets)).toThrow(
      /'optim': cannot make 'my.optim.Adm'[\s\S]*config.yaml:3:13[\s\S]*Did you mean my.optim.Adam/,
    )
  })

  test('what it holds is handed over as it is', () => {
    const config = program('lr: 0.1\noptim:\n  _target_: my.optim.Adam\n  lr: ${lr}\n  name: \\${a}\n')
    expect((instantiate(config.optim, targets) as Adam).options).toEqual({ lr: 0.1, name: '${a}' })
  })

  test('a part of it may be the keyword arguments', () => {
    const config = program('optim: {_target_: my.optim.Adam}\nmore: {lr: 0.1}\n')
    expect((instantiate(config.optim, targets, config.more) as Adam).options).toEqual({ lr: 0.1 })
  })
})

test('what is handed over and holds itself, by way of another, is refused', () => {
  const of14 = defineTargets({ f: pipeline }, { dialect: '1.4' })
  const handed = (to: string) => ({ _target_: 'f', _recursive_: false, _convert_: 'all', of: { to } })
  expect(() => instantiate({ a: handed('${b}'), b: handed('${a}') }, of14)).toThrow(
    expect.objectContaining({ type: 'InterpolationResolutionError' }),
  )
})

test('in 1.4 a text of the call is no interpolation', () => {
  const of14 = defineTargets({ f: pipeline }, { dialect: '1.4' })
  for (const given of [['${a}'], [{ b: ['???'] }], [[{ c: 'x${a}' }]]]) {
    expect(() => instantiate({ _target_: 'f', a: 1 }, of14, ...given)).toThrow(
      expect.objectContaining({ type: 'InstantiationException', code: 'unresolved-argument' }),
    )
  }
})

test('in 1.4 a target that is a map is refused as one, though it goes in a circle', () => {
  const made = () => instantiate({ x: { _target_: '${b}' }, b: { b: '${b}' } }, defineTargets({}, { dialect: '1.4' }))
  expect(made).toThrow(/_target_ is a map, nothing that can be called/)
})

describe.each(['1.3', '1.4'] as const)('more arguments than a call takes, in dialect %s', (dialect) => {
  const count = (...given: unknown[]): number => given.length
  const list = defineTargets({ count, named: positional(['a'], count) }, { dialect })
  const many = (length: number): number[] => new Array(length).fill(1)

  test.each(['count', 'named'])('are refused by %s, from a config, a call and a partial', (_target_) => {
    const refused = expect.objectContaining({ message: expect.stringMatching(/10001 positional arguments/) })
    expect(() => instantiate({ _target_, _args_: many(10_001) }, list)).toThrow(refused)
    expect(() => instantiate({ _target_ }, list, ...many(10_001))).toThrow(refused)
    const partial = instantiate({ _target_, _partial_: true, _args_: many(5000) }, list) as unknown as typeof count
    expect(() => partial(...many(5001))).toThrow(refused)
    expect(partial(...many(5000))).toBe(10_000)
  })
})

test('a refusal in a task is shown with the line of the program, without ours', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'optim:\n  _target_: my.optim.Adm\n' })
  const { err } = await run('hydra.run.dir=out', (config) => instantiate(config.optim, targets))
  expect(err).toContain('conf/config.yaml:2:13')
  expect(err.split('\n').filter((line) => /^ +at /.test(line))).toEqual([
    expect.stringMatching(/instantiate\.test\.ts:\d+:\d+/),
  ])
})
