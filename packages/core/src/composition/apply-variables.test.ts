import { describe, expect, test } from 'vitest'
import { composeTexts } from '../../../../test/compose-texts.js'
import { compose } from '../compose.js'
import { memorySource } from '../library/memory-source.js'
import { createSearchPath } from '../library/search-path.js'
import type { HydraconfError } from '../text/errors.js'
import { map } from '../value/constructors.js'
import { toJs } from '../value/to-js.js'
import type { Struct } from '../value/value.js'
import type { Composed } from './composed.js'
import type { Environment } from './environment.js'
import { explainText } from './explain-text.js'
import { browserFacts } from './run-facts.js'
import { store } from './store.js'

const TREE = {
  config: 'defaults: [db: mysql, _self_]\nlr: 1\nurl: ${db.host}:${db.port}\n',
  'db/mysql':
    "host: localhost\nport: 3306\npassword: ???\ntls: false\nhosts: [a]\nlimits: {max: 1}\nnote: null\n'': 1\n",
}

function composed(
  variables: Readonly<Record<string, readonly [key: string, text: string]>>,
  overrides: readonly string[] = [],
  more: Partial<Environment> = {},
): Composed {
  const env = Object.fromEntries(Object.entries(variables).map(([name, [, text]]) => [name, text]))
  const variableKeys = Object.fromEntries(Object.entries(variables).map(([name, [key]]) => [name, key]))
  return composeTexts(TREE, overrides, { facts: browserFacts({ env }), variableKeys, ...more })
}

function refusal(composing: () => unknown): HydraconfError {
  try {
    composing()
  } catch (error) {
    return error as HydraconfError
  }
  throw new Error('nothing was refused')
}

describe('a variable that stands for a key', () => {
  test('wins over the configs and gives way to the command line', () => {
    expect(composed({ HOST: ['db.host', 'h'] }).js.url).toBe('h:3306')
    expect(composed({ HOST: ['db.host', 'h'] }, ['db.host=o']).js.url).toBe('o:3306')
  })

  test('that is not set changes nothing', () => {
    const { js } = composeTexts(TREE, ['db.password=x'], {
      facts: browserFacts(),
      variableKeys: { HOST: 'db.host', ODD: 'no.such.key' },
    })
    expect(js.db.host).toBe('localhost')
  })

  test.each<[key: string, text: string, value: unknown]>([
    ['db.host', '12', '12'],
    ['db.host', 'null', 'null'],
    ['db.host', '${lr}', '${lr}'],
    ['db.host', '', ''],
    ['db.port', '12', 12],
    ['db.port', '0.5', 0.5],
    ['db.tls', '1', true],
    ['db.tls', 'yes', true],
    ['db.hosts', '[b,c]', ['b', 'c']],
    ['db.limits', '{max: 2}', { max: 2 }],
    ['db.password', 'hunter2', 'hunter2'],
    ['db.password', 'p@ss,w:{rd', 'p@ss,w:{rd'],
    ['db.password', '[1,2]', '[1,2]'],
    ['db.password', '007', '007'],
    ['db.password', '12', 12],
    ['db.note', 'true', true],
    ['db.note', 'null', null],
    ['url', 'http://x', 'http://x'],
  ])('%s is what the key holds: %j', (key, text, value) => {
    const { job } = composed({ IT: [key, text] }, key === 'db.password' ? [] : ['db.password=x'])
    const [first, second] = key.split('.')
    const js = toJs(job) as Record<string, Record<string, unknown>>
    expect(second === undefined ? js[first!] : js[first!]![second]).toEqual(value)
  })

  test('a declared type converts it', () => {
    const optional = true
    const struct: Struct = {
      name: 'Db',
      bases: [],
      fields: new Map([
        ['port', { type: { kind: 'int', optional: false } }],
        ['password', { type: { kind: 'str', optional } }],
      ]),
    }
    const stored = [store({ name: 'config', shape: struct })]
    const extensions = { sources: [], stored, schemas: new Map(), resolvers: new Map() }
    const of = (text: string): Composed =>
      composeTexts({}, [], {
        facts: browserFacts({ env: { PORT: text, PASSWORD: '007' } }),
        variableKeys: { PORT: 'port', PASSWORD: 'password' },
        extensions,
      })
    expect(of('5432').js).toEqual({ port: 5432, password: '007' })
    expect(refusal(() => of('many')).summary).toBe(
      "The environment variable PORT cannot stand for 'port': 'port' takes an int, not the string 'many'",
    )
  })

  test('for a key that is not there is refused with the closest', () => {
    const error = refusal(() => composed({ PW: ['db.pasword', 'x'] }))
    expect(error.summary).toBe(
      "The environment variable PW stands for 'db.pasword', and there is no such key to change",
    )
    expect(error.advice).toContain('Did you mean db.password?')
    expect(error.type).toBe('ConfigCompositionException')
    expect(refusal(() => composed({ PW: ['db.host.x', 'x'] })).code).toBe('variable-key-not-there')
  })

  test.each([
    ['db.port', 'many'],
    ['db.tls', 'perhaps'],
    ['db.hosts', 'a'],
    ['db', 'mysql'],
  ])('that does not fit %s is refused, and not shown', (key, text) => {
    const error = refusal(() => composed({ IT: [key, text] }))
    expect(error.code).toBe('variable-not-fit')
    expect(error.message).not.toContain(text === 'mysql' ? ' mysql' : `${text}'`)
    expect(error.message).toContain('  environment variable IT')
  })

  test('is a layer of its own in an explanation', () => {
    const of = composed({ HOST: ['db.host', 'h'] }, ['db.host=o'])
    expect(explainText(of.explain('db.host'))).toBe(
      [
        'db.host: o',
        '  override db.host=o',
        '                   ^',
        '  localhost  db/mysql.yaml:1:7  (config > db: mysql, config.yaml:1:16)',
        '  h          environment variable HOST',
        '  o          db.host=o',
        '',
      ].join('\n'),
    )
  })

  test('says nothing in what Hydra writes of overrides', () => {
    const { config } = composed({ HOST: ['db.host', 'h'] })
    const hydra = toJs(config.items.get('hydra') ?? map([])) as { overrides: object; job: { override_dirname: string } }
    expect(hydra.overrides).toEqual({ hydra: [], task: [] })
    expect(hydra.job.override_dirname).toBe('')
  })
})

describe('a file of variables', () => {
  const file = (variables: Record<string, string>, name = '.env') => ({ name, read: () => variables })

  test('is asked where the environment has no such name, and the later one first', () => {
    const variableFiles = [file({ A: '1', B: '1', C: '1' }), file({ B: '2', C: '2' }, '.env.local')]
    const facts = { ...browserFacts({ env: { C: '3' } }), variableFiles }
    const { js, explain } = composeTexts({ config: 'a: ${oc.env:A}${oc.env:B}${oc.env:C}${oc.env:toString,x}\n' }, [], {
      facts,
    })
    expect(js.a).toBe('123x')
    const text = explainText(explain('a'))
    expect(text).toContain('reads the variable A of .env\n')
    expect(text).toContain('reads the variable B of .env.local\n')
    expect(text).toContain('reads the environment variable C\n')
  })

  test('that has changed gives no answer of before', () => {
    const variables = { A: '1' }
    const facts = { ...browserFacts(), variableFiles: [file(variables)] }
    const main = memorySource(
      'main',
      { config: 'a: {of: "${oc.env:A}"}\nb: 0\nc: {of: "${b}"}\n' },
      { path: 'memory://main' },
    )
    const environment: Environment = {
      searchPath: createSearchPath('memory://main'),
      open: ({ path }) => (path === 'memory://main' ? main : undefined),
      facts,
      variableKeys: { A: 'b' },
    }
    const composeAgain = () => compose({ configName: 'config' }, environment).js
    expect(composeAgain()).toEqual({ a: { of: '1' }, b: 1, c: { of: 1 } })
    variables.A = '2'
    expect(composeAgain()).toEqual({ a: { of: '2' }, b: 2, c: { of: 2 } })
  })

  test('is what env_copy copies, too', () => {
    const facts = { ...browserFacts(), variableFiles: [file({ TOKEN: 'x' })] }
    const { config } = composeTexts({ config: 'a: 1\n' }, ['hydra.job.env_copy=[TOKEN]'], { facts })
    expect(toJs(config)).toHaveProperty('hydra.job.env_set', { TOKEN: 'x' })
  })
})
