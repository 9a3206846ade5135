import { mergePlugins } from '@hydraconf/core'
import { Type as Earlier } from '@sinclair/typebox'
import { type } from 'arktype'
import { Type } from 'typebox'
import { describe, expect, expectTypeOf, test } from 'vitest'
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
