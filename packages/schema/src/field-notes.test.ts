import { describeAll, mergePlugins, type Plugin, toJs } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { composeTexts } from '../../../test/compose-texts.js'
import { sandbox } from '../../../test/node/sandbox.js'
import { storeSchema } from './stored-schema.js'
import { shapeOf } from './struct-from-json-schema.js'
import { groupSchema } from './validator.js'

const DB = z
  .strictObject({
    host: z.string().default('localhost').describe('Where the server is\nand more of it'),
    port: z.int().describe('of the server'),
    password: z.string().nullable().meta({ sensitive: true, description: 'for the user' }),
    plain: z.string().optional(),
    limits: z.strictObject({ max: z.int().describe('at most') }).describe('how much it takes'),
    hosts: z.array(z.string()).describe('those beside it'),
  })
  .describe('Where orders are kept')

const TREE = {
  config: 'defaults: [db: mysql]\nother: 1\n',
  'db/mysql': 'port: 3306\npassword: hunter2\nplain: x\nlimits: {max: 1}\nhosts: [a, b]\n',
}

const DESCRIBED = `db:
  port: 3306      # of the server
  password: '***'  # for the user
  plain: x
  limits:         # how much it takes
    max: 1        # at most
  hosts:          # those beside it
  - a
  - b
other: 1
`

const plugin: Plugin = { name: 'shop', schemas: { db: groupSchema(DB) } }

test('what a schema says of keys stands beside them, what is sensitive does not', () => {
  const composed = composeTexts(TREE, [], { extensions: mergePlugins([plugin]) })
  const lines = describeAll(composed.masked.job)
    .split('\n')
    .map((line) => line.replace(/ +#/, ' #'))
  expect(lines).toEqual(DESCRIBED.split('\n').map((line) => line.replace(/ +#/, ' #')))
})

test.each([
  { type: 'string', writeOnly: true },
  { type: 'string', 'x-sensitive': true },
  { type: 'string', sensitive: true },
  { $ref: '#/$defs/secret' },
] as const)('%j is sensitive', (password) => {
  const schema = {
    type: 'object',
    properties: { password, at: { type: 'object', properties: { password } } },
    $defs: { secret: { type: 'string', writeOnly: true } },
  } as const
  const stored = [storeSchema({ name: 'base', schema })]
  const files = { config: 'defaults: [base, _self_]\npassword: hunter2\nat: {password: hunter2}\nall: ${at}\n' }
  const composed = composeTexts(files, [], { extensions: mergePlugins([{ name: 'shop', stored }]) })
  expect(composed.yaml({ resolve: true })).toBe("password: '***'\nat:\n  password: '***'\nall:\n  password: '***'\n")
  expect(composed.js.all.password).toBe('hunter2')
})

test('help has descriptions where a program asks for them, and is as ever where it does not', async () => {
  const files = Object.fromEntries(Object.entries(TREE).map(([name, text]) => [`conf/${name}.yaml`, text]))
  const options = { configDir: 'conf', configName: 'config', plugins: [plugin] }
  const help = async (describeKeys?: boolean): Promise<string> =>
    (await sandbox(files).run('--help', () => {}, { ...options, describeKeys })).out
  expect(await help(true)).toMatch(/ {2}port: 3306 +# of the server\n/)
  const plain = await help()
  expect(plain).not.toContain('#')
  expect(plain).toBe(await help(false))
})

test('a field has the values that its schema names, where it takes no others', () => {
  const level = { anyOf: [{ const: 'low' }, { enum: ['mid', 'high'] }, { type: 'null' }] }
  const properties = {
    level,
    driver: { $ref: '#/$defs/driver', description: 'which client' },
    size: { anyOf: [{ const: 'auto' }, { type: 'integer' }] },
    bits: { enum: [4, 8, 0.5] },
  }
  const shape = shapeOf({ type: 'object', properties, $defs: { driver: { enum: ['fast', { no: 'scalar' }] } } })!
  const allowed = [...shape.fields].map(([key, field]) => [key, field.allowed?.map((value) => toJs(value))])
  expect(allowed).toEqual([
    ['level', ['low', 'mid', 'high']],
    ['driver', ['fast']],
    ['size', undefined],
    ['bits', [4, 8, 0.5]],
  ])
})
