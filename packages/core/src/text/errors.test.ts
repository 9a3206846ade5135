import { expect, test } from 'vitest'
import { HydraconfError, parseYaml, printable, raise } from '../index.js'

const RED = '\u001b[31m'

test('a name that would colour the terminal is shown with placeholders wherever a refusal shows it', () => {
  const source = { kind: 'file', name: `conf/${RED}a.yaml`, text: `"${RED}": [` } as const
  const error = raise(
    { type: 'ConfigKeyError', code: 'x', message: `No key '${RED}a'`, advice: `Did you mean ${RED}b?` },
    { source, start: 1, end: 5 },
  )
  expect(error.message).toBe(
    [
      "No key '·[31ma'",
      '  conf/·[31ma.yaml:1:2',
      '1 | "·[31m": [',
      `${' '.repeat(5)}^^^^`,
      '  Did you mean ·[31mb?',
    ].join('\n'),
  )
  expect([error.summary, error.advice]).toEqual(["No key '·[31ma'", 'Did you mean ·[31mb?'])
  expect(() => parseYaml(`"\\e[31m": 1\n"\\e[31m": 2\n`)).toThrow(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$/)
})

test('nor can marks of direction show a name in another order', () => {
  expect(printable('conf/\u202elmay.gifnoc')).toBe('conf/·lmay.gifnoc')
})

test('a refusal of another copy of this module is a refusal, and nothing else is', async () => {
  const again = './errors.js?copy'
  const copy = (await import(again)) as typeof import('./errors.js')
  const theirs = copy.raise({ type: 'ConfigKeyError', code: 'x', message: 'no' })
  expect(copy.raise).not.toBe(raise)
  expect(theirs).toBeInstanceOf(HydraconfError)
  for (const other of [new Error('no'), { type: 'ConfigKeyError' }, null, undefined]) {
    expect(other instanceof HydraconfError).toBe(false)
  }
})
