// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs
import {
  compose,
  createSearchPath,
  type Environment,
  memorySource,
  mergePlugins,
  type Plugin,
  store,
  toJs,
  type Value,
} from '@hydraconf/core'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { FromSchema } from './schema-type.js'
import { storeSchema } from './stored-schema.js'
import { shapeOf } from './struct-from-json-schema.js'
import { groupSchema } from './validator.js'

const LAYER = {
  type: 'object',
  properties: {
    bits: { type: 'integer', minimum: 1 },
    axis: { type: ['integer', 'null'] },
    scale: { type: 'number' },
    block_sizes: { type: 'object', additionalProperties: { type: 'integer' } },
    mode: { enum: ['static', 'dynamic'] },
  },
  additionalProperties: false,
  not: { required: ['axis', 'block_sizes'], description: 'takes axis or block_sizes, not both' },
} as const

function composed(texts: Record<string, string>, overrides: readonly string[], plugin: Omit<Plugin, 'name'>) {
  const main = memorySource('main', texts, { path: 'memory://main' })
  const environment: Environment = {
    searchPath: createSearchPath('memory://main'),
    open: ({ path }) => (path === 'memory://main' ? main : undefined),
    facts: {
      cwd: '/project',
      env: {},
      now: { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 },
      version: '1.3.5',
      jobName: 'app',
    },
    extensions: mergePlugins([{ name: 'test', ...plugin }]),
  }
  return compose({ configName: 'config', overrides }, environment)
}

const withLayer = { schemas: new Map([['layer', groupSchema(LAYER, 'layer')]]) }

describe('a schema attached to a group', () => {
  const tree = { config: 'defaults: [layer@model.q: w4]\n', 'layer/w4': 'bits: 4\nscale: 1\n' }

  test('converts values as OmegaConf does, wherever the option lands', () => {
    expect(composed(tree, ['model.q.bits="8"'], withLayer).yaml()).toBe('model:\n  q:\n    bits: 8\n    scale: 1.0\n')
  })

  test('takes a key that it declares, and no other', () => {
    expect(composed(tree, ['+model.q.mode=static'], withLayer).js).toMatchObject({
      model: { q: { mode: 'static' } },
    })
    expect(() => composed(tree, ['model.q.modes=static'], withLayer)).toThrow(/model.q.modes/)
  })

  test('points at the line of what is wrong', () => {
    const wrong = { ...tree, 'layer/w4': 'bits: 0\naxis: 0\nblock_sizes:\n  -1: 64\n' }
    expect(() => composed(wrong, [], withLayer)).toThrow(
      [
        "layer@model.q: 'bits' has to be >= 1, not 0",
        '  layer/w4.yaml:1:1: The config takes axis or block_sizes, not both',
        '  layer/w4.yaml:1:7',
        '1 | bits: 0',
        '          ^',
      ].join('\n'),
    )
  })

  test('offers the closest member of an enum', () => {
    const wrong = { ...tree, 'layer/w4': 'mode: dynamc\n' }
    expect(() => composed(wrong, [], withLayer)).toThrow(
      /one of "static" or "dynamic", not "dynamc"[\s\S]*Did you mean dynamic\?/,
    )
  })

  test('holds interpolations to what they stand for, and ??? to nothing', () => {
    const open = { config: 'defaults: [layer: w4, _self_]\nn: 0\n', 'layer/w4': 'bits: ${n}\nmode: ???\n' }
    expect(() => composed(open, [], withLayer)).toThrow(/'bits' has to be >= 1/)
    expect(composed(open, ['n=4'], withLayer).js).toMatchObject({ layer: { bits: 4, mode: '???' } })
  })

  test('keeps int keys int', () => {
    const { job } = composed({ ...tree, 'layer/w4': 'block_sizes: {-1: 64}\n' }, [], withLayer)
    expect(job.items.get('model')).toMatchObject({ items: new Map([['q', expect.anything()]]) })
    expect(toJs(job as Value, { maps: 'map' })).toEqual(
      new Map([['model', new Map([['q', new Map([['block_sizes', new Map([[-1, 64]])]])]])]]),
    )
  })
})

describe('a schema stored beside configs', () => {
  const stored = [
    storeSchema({
      group: 'db',
      name: 'base',
      schema: {
        type: 'object',
        properties: { host: { type: 'string' }, port: { type: 'integer', default: 3306 }, user: { type: 'string' } },
        required: ['host'],
        additionalProperties: false,
      },
    }),
  ]

  test('types the config that names it first in its defaults list', () => {
    const tree = { config: 'defaults: [db: mysql]\n', 'db/mysql': 'defaults: [base, _self_]\nport: "80"\n' }
    expect(composed(tree, [], { stored }).yaml()).toBe('db:\n  host: ???\n  port: 80\n')
    expect(() => composed({ ...tree, 'db/mysql': 'defaults: [base, _self_]\nport: x\n' }, [], { stored })).toThrow(
      /db.port[\s\S]*db\/mysql.yaml:2:7/,
    )
  })
})

test('a shape from a schema is that of a structured config', () => {
  const shape = shapeOf({
    title: 'Node',
    type: 'object',
    properties: {
      next: { anyOf: [{ $ref: '#' }, { type: 'null' }] },
      tags: { type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  })
  const next = shape.fields.get('next')!.type
  expect(next).toMatchObject({ kind: 'struct', optional: true })
  expect(next.kind === 'struct' && next.struct).toBe(shape)
  expect(shape.fields.get('tags')!.type).toEqual({
    kind: 'list',
    element: { kind: 'str', optional: false },
    optional: false,
  })
})

test('what is stored with a node and a shape is refused where they differ', () => {
  expect(() => store({ name: 'db', shape: shapeOf(LAYER), node: { bits: 'many' } })).toThrow(/bits/)
})

test('FromSchema is the type of the config', () => {
  type Layer = FromSchema<typeof LAYER>
  expectTypeOf<Layer>().toEqualTypeOf<{
    bits?: number
    axis?: number | null
    scale?: number
    block_sizes?: { [key: string]: number }
    mode?: 'static' | 'dynamic'
  }>()
})
