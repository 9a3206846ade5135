import { expect, test } from 'vitest'
import { sandbox } from '../../../test/node/sandbox.js'
import { errorText } from './error-text.js'

const CONF = {
  'conf/config.yaml': 'need: ???\nbad: ${nope}\nlist: [1, "???"]\nlarge: 9007199254740993\nfine: {a: 1}\n',
}

test('an error is shown with what caused it, and each error of an AggregateError', async () => {
  const { err } = await sandbox(CONF).run('hydra.run.dir=out', () => {
    throw new AggregateError([new Error('one'), 'two'], 'many', { cause: new RangeError('why') })
  })
  const said = err.split('\n').filter((line) => !/^ +at /.test(line))
  expect(said.slice(0, 5)).toEqual([
    'Error executing job with overrides: []',
    'AggregateError: many',
    '  1. Error: one',
    '  2. Thrown: two',
    'Caused by: RangeError: why',
  ])
})

test('an error that causes itself is shown once', () => {
  const error = new Error('round')
  error.cause = error
  expect(errorText(error)).toMatch(/^Error: round\n[\s\S]*Caused by: the error above$/)
})

test('a missing value is refused with its place in the config and in the program', async () => {
  const { err } = await sandbox(CONF).run('hydra.run.dir=out', (config) => config.need)
  expect(err).toContain("The value of 'need' is missing (???)\n  conf/config.yaml:1:7\n")
  expect(err).toMatch(/ {2}Give it on the command line: need=\.\.\.\n {4}at .*error-text\.test\.ts:\d+:\d+/)
})

test('a resolver of the program that fails is shown with its own line', async () => {
  const resolvers = {
    fails: () => {
      throw new TypeError('not today')
    },
  }
  const { err } = await sandbox(CONF).run('hydra.run.dir=${fails:}', () => {}, { resolvers })
  expect(err).toMatch(
    /not today\n.*override hydra\.run\.dir=[\s\S]*Caused by: TypeError: not today\n {4}at .*error-text\.test\.ts/,
  )
})

test('a task that waits for what never comes fails, and says so', async () => {
  const idle: (() => void)[] = []
  const onIdle = (listener: () => void) => {
    idle.push(listener)
    return () => void idle.splice(idle.indexOf(listener), 1)
  }
  const running = sandbox(CONF, {}, { onIdle }).run('hydra.run.dir=out', () => {
    setTimeout(() => idle[0]?.())
    return new Promise(() => {})
  })
  const { code, err } = await running
  expect(code).toBe(1)
  expect(err).toContain('The task did not come to an end: its promise is not settled')
  expect(idle).toEqual([])
})

test('a config that cannot be read whole is shown as it is written', async () => {
  let shown: unknown
  await sandbox(CONF).run('hydra.run.dir=out', (config) => {
    shown = JSON.parse(JSON.stringify(config))
    expect(() => ({ ...config })).toThrow("The value of 'need' is missing")
    expect(() => structuredClone(config)).toThrow("The value of 'need' is missing")
    expect(structuredClone(config.fine)).toEqual({ a: 1 })
    expect(config.large).toBe(9007199254740993n)
  })
  expect(shown).toEqual({ need: '???', bad: '${nope}', list: [1, '???'], large: '9007199254740993', fine: { a: 1 } })
})
