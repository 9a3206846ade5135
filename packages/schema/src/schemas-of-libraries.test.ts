import { mergePlugins } from '@hydraconf/core'
import { Type as Earlier } from '@sinclair/typebox'
import { type } from 'arktype'
import { Type } from 'typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { composeTexts } from '../../../test/compose-texts.js'
import type { FromSchema } from './schema-type.js'
import type { AnySchema } from './standard-schema.js'
import { storeSchema } from './stored-schema.js'
import { groupSchema } from './validator.js'

interface Optim {
  lr: number
  warmup: number
  name?: string
}

const CLOSED = { additionalProperties: false }

const TYPEBOX = Type.Object(
  {
    lr: Type.Number({ exclusiveMinimum: 0 }),
    warmup: Type.Integer({ default: 0 }),
    name: Type.Optional(Type.String()),
  },
  CLOSED,
)

const TYPEBOX_0_34 = Earlier.Object(
  {
    lr: Earlier.Number({ exclusiveMinimum: 0 }),
    warmup: Earlier.Integer({ default: 0 }),
    name: Earlier.Optional(Earlier.String()),
  },
  CLOSED,
)

/** Its defaults are no part of the JSON Schema that it writes. */
const ARKTYPE = type({ lr: 'number > 0', warmup: 'number.integer', 'name?': 'string', '+': 'reject' })

function stored(schema: AnySchema) {
  return {
    extensions: mergePlugins([{ name: 'app', stored: [storeSchema({ group: 'optim', name: 'base', schema })] }]),
  }
}

describe.each([
  ['TypeBox', TYPEBOX, '0'],
  ['TypeBox 0.34', TYPEBOX_0_34, '0'],
  ['arktype', ARKTYPE, '???'],
])('a schema of %s', (_, schema, warmup) => {
  const tree = { config: 'defaults: [optim: base]\n' }

  test('is a structured config when it is stored', () => {
    expect(composeTexts(tree, ['optim.lr=2'], stored(schema)).yaml()).toContain(`lr: 2.0\n  warmup: ${warmup}\n`)
    expect(() => composeTexts(tree, ['optim.lr=many'], stored(schema))).toThrow(/takes a float/)
    expect(() => composeTexts(tree, ['optim.rl=1'], stored(schema))).toThrow(/no 'optim.rl'/)
  })

  test('checks a group that it is attached to', () => {
    const extensions = mergePlugins([{ name: 'app', schemas: { optim: groupSchema(schema) } }])
    const files = { config: 'defaults: [optim: adam]\n', 'optim/adam': 'lr: -1\nwarmup: 1\n' }
    expect(() => composeTexts(files, [], { extensions })).toThrow(/'lr' has to be > 0, not -1/)
  })
})

test('the type of the config is that of what the schema gives', () => {
  expectTypeOf<FromSchema<typeof TYPEBOX>>().toEqualTypeOf<Optim>()
  expectTypeOf<FromSchema<typeof TYPEBOX_0_34>>().toEqualTypeOf<Optim>()
  expectTypeOf<FromSchema<typeof ARKTYPE>>().toEqualTypeOf<Optim>()
})

describe('in dialect 1.4', () => {
  const JSON_SCHEMA = {
    type: 'object',
    properties: {
      mode: { enum: ['fast', 'exact'] },
      level: { type: 'integer', enum: [1, 2] },
      steps: { anyOf: [{ type: 'integer' }, { type: 'array', items: { type: 'integer' } }] },
      net: { anyOf: [{ type: 'string' }, { type: 'object', properties: { depth: { type: 'integer' } }, ...CLOSED }] },
    },
    ...CLOSED,
  } as const
  const OF_TYPEBOX = Type.Object(
    {
      mode: Type.Optional(Type.Union([Type.Literal('fast'), Type.Literal('exact')])),
      level: Type.Optional(Type.Union([Type.Literal(1), Type.Literal(2)])),
      steps: Type.Optional(Type.Union([Type.Integer(), Type.Array(Type.Integer())])),
      net: Type.Optional(Type.Union([Type.String(), Type.Object({ depth: Type.Integer() }, CLOSED)])),
    },
    CLOSED,
  )
  const OF_ZOD = z.strictObject({
    mode: z.enum(['fast', 'exact']).optional(),
    level: z.union([z.literal(1), z.literal(2)]).optional(),
    steps: z.union([z.int(), z.array(z.int())]).optional(),
    net: z.union([z.string(), z.strictObject({ depth: z.int() })]).optional(),
  })

  const composed = (schema: AnySchema, override: string, dialect: '1.3' | '1.4') => {
    const stored = [storeSchema({ group: 'optim', name: 'base', schema, dialect })]
    const extensions = mergePlugins([{ name: 'app', stored }])
    return composeTexts({ config: 'defaults: [optim: base]\n' }, [override], { extensions, dialect }).yaml()
  }

  test.each([
    ['JSON Schema', JSON_SCHEMA],
    ['TypeBox', OF_TYPEBOX],
    ['zod', OF_ZOD],
  ])('%s has literals, and unions with lists and maps in them', (_, schema) => {
    for (const [override, yaml] of [
      ['++optim.mode=fast', 'mode: fast'],
      ['++optim.level=2', 'level: 2'],
      ['++optim.steps=[1,2]', 'steps:\n  - 1\n  - 2'],
      ['++optim.steps=3', 'steps: 3'],
      ['++optim.net=resnet', 'net: resnet'],
      ["++optim.net={depth:'5'}", 'net:\n    depth: 5'],
    ] as const) {
      expect(composed(schema, override, '1.4')).toBe(`optim:\n  ${yaml}\n`)
    }
    for (const override of ['mode=slow', "level='2'", "steps=['1']", "steps='1'", 'net={width:1}', 'net=5']) {
      expect(() => composed(schema, `++optim.${override}`, '1.4'), override).toThrow()
    }
    expect(composed(schema, '++optim.mode=slow', '1.3')).toBe('optim:\n  mode: slow\n')
  })
})
