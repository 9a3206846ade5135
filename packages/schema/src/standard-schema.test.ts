import { mergePlugins, store } from '@hydraconf/core'
import { expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { composeTexts } from '../../../test/compose-texts.js'
import type { FromSchema } from './schema-type.js'
import { storeSchema } from './stored-schema.js'
import { groupSchema } from './validator.js'

const OPTIM = z
  .strictObject({ lr: z.number().positive(), warmup: z.int().default(0), steps: z.int() })
  .refine(({ warmup, steps }) => warmup <= steps, { message: 'warms up for longer than it runs', path: ['warmup'] })

const tree = { config: 'defaults: [optim: adam]', 'optim/adam': 'lr: 1\nwarmup: 5\nsteps: 10\n' }
const attached = { extensions: mergePlugins([{ name: 'app', schemas: new Map([['optim', groupSchema(OPTIM)]]) }]) }

test('a zod schema of a group converts, closes and checks as a JSON Schema does', () => {
  expect(composeTexts(tree, [], attached).yaml()).toBe('optim:\n  lr: 1.0\n  warmup: 5\n  steps: 10\n')
  expect(() => composeTexts(tree, ['optim.lr=-1'], attached)).toThrow(/'lr' has to be > 0, not -1/)
  expect(() => composeTexts(tree, ['+optim.rl=1'], attached)).toThrow(/Did you mean lr/)
})

test('what only the library can say is asked of it', () => {
  expect(() => composeTexts(tree, ['optim.warmup=11'], attached)).toThrow(/warms up for longer than it runs/)
})

test('that waits until nothing is unknown', () => {
  expect(composeTexts(tree, ['optim.warmup=11', 'optim.steps=???'], attached).warnings).toEqual([])
})

test('a stored zod schema is a structured config, with its defaults', () => {
  const stored = [storeSchema({ group: 'optim', name: 'base', schema: OPTIM }), store({ name: 'empty', node: {} })]
  const extensions = mergePlugins([{ name: 'app', stored }])
  const composed = composeTexts({ config: 'defaults: [optim: base]' }, ['optim.lr=2'], { extensions })
  expect(composed.yaml()).toBe('optim:\n  lr: 2.0\n  warmup: 0\n  steps: ???\n')
})

test('the type of the config is that of what the schema gives', () => {
  expectTypeOf<FromSchema<typeof OPTIM>>().toEqualTypeOf<{ lr: number; warmup: number; steps: number }>()
})
