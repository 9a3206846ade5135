import { describe, expect, test } from 'vitest'
import { parseFlags } from './flags.js'

describe('flags are read as argparse reads them', () => {
  test('two-letter short flags take the next word', () => {
    expect(parseFlags(['-cp', 'conf', '-cn', 'other', 'a=1'])).toMatchObject({
      configPath: 'conf',
      configName: 'other',
      overrides: ['a=1'],
    })
  })

  test('a value may be joined with =', () => {
    expect(parseFlags(['-cn=other', '--config-path=/x'])).toMatchObject({ configName: 'other', configPath: '/x' })
  })

  test('multirun does not swallow the override after it', () => {
    expect(parseFlags(['--multirun', 'a=1,2', 'b=007'])).toMatchObject({
      multirun: true,
      overrides: ['a=1,2', 'b=007'],
    })
  })

  test('long flags may be abbreviated', () => {
    expect(parseFlags(['--multi', '--he'])).toMatchObject({ multirun: true, help: true })
  })

  test('short flags cluster', () => {
    expect(parseFlags(['-mr'])).toMatchObject({ multirun: true, run: true })
  })

  test('--info alone means all, and takes a following word', () => {
    expect(parseFlags(['--info']).info).toBe('all')
    expect(parseFlags(['--info', 'defaults']).info).toBe('defaults')
  })

  test('after -- a word is an override even with a dash', () => {
    expect(parseFlags(['--', '-a=1']).overrides).toEqual(['-a=1'])
  })

  test.each([
    [['-cnother'], /argument -c: invalid choice: 'nother'/],
    [['a=1', '--cfg', 'job', 'b=2'], /unrecognized arguments: b=2/],
    [['--config', 'x'], /ambiguous option/],
    [['--cfg'], /expected one argument/],
    [['--nope'], /unrecognized arguments: --nope/],
    [['--info', 'a=1'], /invalid choice: 'a=1'/],
    [['--resolve=1'], /ignored explicit argument '1'/],
  ])('%j is refused', (argv, message) => {
    expect(() => parseFlags(argv)).toThrow(message)
  })
})
