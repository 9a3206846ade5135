// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { compose, type HydraconfError, mergePlugins, type Plugin, store } from '@hydraconf/core'
import { appOf, composeDir, processHost } from '@hydraconf/node'
import { type FromSchema, groupSchema, storeSchema } from '@hydraconf/schema'
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest'

/** A program as its author writes it: two schemas, a few configs, and a typed config out of them. */

const DB = {
  title: 'Db',
  type: 'object',
  properties: {
    driver: { enum: ['mysql', 'postgres'] },
    host: { type: 'string', default: 'localhost' },
    port: { type: 'integer', minimum: 1, maximum: 65535 },
    replicas: { type: 'array', items: { type: 'string' }, default: [] },
  },
  required: ['driver', 'port'],
  additionalProperties: false,
} as const

const OPTIM = {
  type: 'object',
  properties: { lr: { type: 'number', exclusiveMinimum: 0 }, betas: { type: 'array', items: { type: 'number' } } },
  required: ['lr'],
  additionalProperties: false,
} as const

interface Config {
  readonly db: FromSchema<typeof DB>
  readonly model: { readonly encoder: { readonly optim: FromSchema<typeof OPTIM> } }
  readonly url: string
}

const plugin: Plugin = {
  name: 'shop',
  stored: [
    storeSchema({ group: 'db', name: 'base', schema: DB }),
    store({ group: 'db', name: 'test', node: { driver: 'postgres', host: 'memory', port: 1 } }),
  ],
  schemas: new Map([['optim', groupSchema(OPTIM, 'Optim')]]),
}

const TREE = {
  'config.yaml':
    'defaults:\n  - db: mysql\n  - optim@model.encoder.optim: adam\n  - _self_\nurl: ${db.driver}://${db.host}:${db.port}\n',
  'db/mysql.yaml': 'defaults: [base, _self_]\ndriver: mysql\nport: 3306\n',
  'optim/adam.yaml': 'lr: 1\nbetas: [0.9, 0.999]\n',
  'optim/warm.yaml': 'lr: 0.5\n',
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'structured-'))
  for (const [file, text] of Object.entries(TREE)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const composed = (...overrides: string[]) =>
  composeDir(folder, { configName: 'config', overrides, plugins: [plugin], versionBase: '1.3' })

function refusal(...overrides: string[]): HydraconfError {
  try {
    composed(...overrides)
  } catch (error) {
    return error as HydraconfError
  }
  throw new Error('composed')
}

describe('a program with schemas', () => {
  test('gets a config of the type that its schemas say', () => {
    const { configName, environment } = appOf(
      { configDir: folder, configName: 'config', plugins: [plugin] },
      processHost(),
    )
    const { js } = compose<Config>({ configName, overrides: ['db.port="5432"'] }, environment)
    expectTypeOf(js.db.port).toEqualTypeOf<number>()
    expectTypeOf(js.db.driver).toEqualTypeOf<'mysql' | 'postgres'>()
    expectTypeOf(js.db.host).toEqualTypeOf<string>()
    expectTypeOf(js.model.encoder.optim.betas).toEqualTypeOf<number[] | undefined>()
    // @ts-expect-error the schema has no such key
    expect(js.db.user).toBeUndefined()
    expect(js).toEqual({
      db: { driver: 'mysql', host: 'localhost', port: 5432, replicas: [] },
      model: { encoder: { optim: { lr: 1, betas: [0.9, 0.999] } } },
      url: 'mysql://localhost:5432',
    })
  })

  test('converts what is composed, and prints it so', () => {
    expect(composed().yaml({ package: 'model' })).toBe(
      'encoder:\n  optim:\n    lr: 1.0\n    betas:\n    - 0.9\n    - 0.999\n',
    )
  })

  test('takes a config that is stored instead of written', () => {
    expect(composed('db=test').yaml({ package: 'db' })).toBe('driver: postgres\nhost: memory\nport: 1\n')
  })

  test.each([
    ['db.prt=1', 'ConfigCompositionException', "There is no 'db.prt' to change\n", '  Did you mean db.port?'],
    [
      '++db.replicas=1',
      'ConfigCompositionException',
      "'db.replicas'",
      '  override ++db.replicas=1\n                         ^',
    ],
    ['+model.encoder.optim.l=1', 'ValidationError', "has no 'l'", 'Did you mean lr?'],
    [
      'db.port=many',
      'ConfigCompositionException',
      "'db.port' takes an int, not the string 'many'",
      '                   ^^^^',
    ],
  ])('refuses %s, at what is wrong in it', (override, type, message, where) => {
    const error = refusal(override)
    expect(error.type).toBe(type)
    expect(error.message).toContain(message)
    expect(error.message).toContain(where)
  })
})

describe('the checks of a schema', () => {
  test('reach an option wherever the defaults list put it', () => {
    const error = refusal('+optim@model.decoder.optim=warm', 'model.decoder.optim.lr=-1')
    expect(error.type).toBe('ValidationError')
    expect(error.message).toBe(
      [
        "optim@model.decoder.optim: 'lr' has to be > 0, not -1",
        '  override model.decoder.optim.lr=-1',
        '                                  ^^',
      ].join('\n'),
    )
  })

  test('point at the file, where that said it last', () => {
    writeFileSync(join(folder, 'optim/bad.yaml'), 'betas: []\nlr: 0\n')
    expect(refusal('optim@model.encoder.optim=bad').message).toMatch(
      /^optim@model.encoder.optim: 'lr' has to be > 0, not 0\n.*optim\/bad\.yaml:2:5\n2 \| lr: 0\n {8}\^$/,
    )
  })

  test('judge several options of one group as the one config that they make', () => {
    expect(composed('optim@model.encoder.optim=[adam,warm]').yaml({ package: 'model.encoder.optim.lr' })).toContain(
      '0.5',
    )
    writeFileSync(join(folder, 'optim/zero.yaml'), 'lr: 0\n')
    expect(() => composed('optim@model.encoder.optim=[zero,warm]')).not.toThrow()
    expect(refusal('optim@model.encoder.optim=[warm,zero]').message).toContain('optim/zero.yaml:1:5')
  })

  test('say once what several findings have in common', () => {
    const error = refusal('model.encoder.optim.lr=0', '+optim@a=adam', 'a.lr=-2')
    expect(error.message.split('\n').slice(0, 2)).toEqual([
      "optim@model.encoder.optim: 'lr' has to be > 0, not 0",
      "  override a.lr=-2: 'lr' has to be > 0, not -2",
    ])
  })
})

test('two plugins with a schema for one group are refused', () => {
  expect(() => mergePlugins([plugin, { name: 'other', schemas: new Map([['optim', groupSchema(OPTIM)]]) }])).toThrow(
    "The schema 'optim' comes from two plugins, 'shop' and 'other'",
  )
})
