import {
  type ConfigContent,
  type Environment,
  type Extensions,
  fromJs,
  NO_EXTENSIONS,
  resolver,
  valueResolver,
} from '@hydraconf/core'
import { storeSchema } from '@hydraconf/schema'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { environmentOf, outcome } from './used-environment.js'

// The points of a sweep: the same keys again and again, with other values. What an environment keeps of one may not show in another.

const FILES = new Map(
  Object.entries({
    'config.yaml': `defaults: [db: mysql, opt: "\${db}_a", typed: more, _self_]
kind: x
id: 1
need: ???
none: null
items: [1, "\${id}", {deep: "\${..1}"}]
run: {id: 1, own: "\${.id}", up: "\${..id}", all: "\${id}-\${run.id}", note: "\${oc.env:DB}", key: "\${\${kind}}"}
x: {y: "\${run}"}
once: "\${once:\${id}}"
shout: "\${upper:\${run.own}}"
each: "\${count:}"
hydra_says: "\${hydra:overrides.task}"
dir: "\${hydra:job.override_dirname}"
sep: "="
hydra: {job: {config: {override_dirname: {kv_sep: "\${sep}"}}}}
`,
    'plain.yaml': 'defaults: [db: mysql]\nid: 1\nrun: {id: 1, own: "${.id}"}\n',
    'db/mysql.yaml': 'port: 3306\nid: ${id}\n',
    'db/other.yaml': 'port: "${run.id}"\nmore: {id: "${..port}"}\n',
    'opt/mysql_a.yaml': 'opt: x\n',
    'opt/other_a.yaml': 'opt: y\nrun: {more: 1}\n',
  }),
)

const value = fc.constantFrom(
  ...[
    '1',
    '2',
    'text',
    'null',
    '???',
    '${run.id}',
    '${id}',
    '${kind}',
    '[1,2]',
    '{id:3}',
    '"a b"',
    '1.5',
    'true',
    'x',
    'y',
  ],
  ...['${oc.env:DB}', '${nope}', ''],
)
const set = fc
  .tuple(
    fc.constantFrom('', '', '', '+', '++'),
    fc.constantFrom(
      ...[
        'id',
        'run.id',
        'run.own',
        'run.new',
        'new',
        'new.deep',
        'need',
        'none',
        'kind',
        'items',
        'items.0',
        'items[1]',
        'db.port',
      ],
      ...[
        'hydra.job.name',
        'hydra.job.config.override_dirname.kv_sep',
        'hydra.job.config.override_dirname.exclude_keys',
      ],
      ...['sep', 'hydra.job.env_copy', 'hydra.run.dir', 'x.y', 'run', 'typed.n', 'typed.text'],
    ),
    value,
  )
  .map(([op, key, to]) => `${op}${key}=${to}`)
const choice = fc.constantFrom(
  'db=other',
  'db=mysql',
  'opt=other_a',
  'typed=null',
  '~run.id',
  'hydra.searchpath=[file:///more]',
  '+db=other',
)
const overrides = fc.oneof(
  fc.array(fc.oneof({ weight: 5, arbitrary: set }, choice), { maxLength: 4 }),
  // The same keys, one other value each.
  fc.tuple(value, value).map(([a, b]) => [`run.id=${a}`, `++new.deep=${b}`, `id=${a}`]),
)

const TYPED = {
  type: 'object',
  properties: { n: { type: 'integer', default: 1 }, text: { type: 'string', default: 'a' } },
  additionalProperties: false,
} as const

function environment(contents: Map<string, ConfigContent>): Environment {
  let calls = 0
  const extensions: Extensions = {
    ...NO_EXTENSIONS,
    stored: [storeSchema({ group: 'typed', name: 'more', schema: TYPED })],
    resolvers: new Map([
      ['upper', resolver((text: unknown) => String(text).toUpperCase(), { pure: true })],
      ['once', resolver((text: unknown) => `${text}!`, { cache: true })],
      ['count', valueResolver(() => fromJs(++calls))],
    ]),
  }
  return { ...environmentOf(FILES, contents), extensions }
}

test('points of a sweep in a used environment are those of a fresh one, to the last value and refusal', () => {
  const composed = { config: 0, plain: 0 }
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom('config' as const, 'plain' as const), overrides), {
        minLength: 2,
        maxLength: 8,
      }),
      (points) => {
        const used = environment(new Map())
        for (const [configName, overrides] of points) {
          const request = { configName, overrides }
          const again = outcome(request, used)
          const fresh = outcome(request, environment(new Map()))
          expect(withoutCount(again)).toEqual(withoutCount(fresh))
          if (typeof fresh !== 'string') composed[configName]++
        }
      },
    ),
    { numRuns: 120 },
  )
  expect(Math.min(composed.config, composed.plain)).toBeGreaterThan(50)
})

/** How often a resolver without memory was called is another number in each environment. */
function withoutCount(of: ReturnType<typeof outcome>): unknown {
  return typeof of === 'string' ? of : { ...of, js: withoutEach(of.js) }
}

function withoutEach(js: unknown): unknown {
  return typeof js === 'object' && js !== null ? { ...js, each: typeof (js as { each?: unknown }).each } : js
}

test('who changes the plain config of a point changes that of no other', () => {
  const used = environment(new Map())
  const spoil = (of: unknown): void => {
    if (typeof of !== 'object' || of === null) return
    for (const inner of Object.values(of)) spoil(inner)
    if (Array.isArray(of)) of.push('spoilt')
    else Object.assign(of, { spoilt: true })
  }
  fc.assert(
    fc.property(fc.array(overrides, { minLength: 2, maxLength: 5 }), (points) => {
      for (const overrides of points) {
        const request = { configName: 'plain', overrides }
        const again = outcome(request, used)
        expect(again).toEqual(outcome(request, environment(new Map())))
        if (typeof again !== 'string') spoil(again.js)
      }
    }),
    { numRuns: 40 },
  )
})
