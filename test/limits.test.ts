import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MOST_COMPOSITIONS } from '@hydraconf/check'
import { type Library, type MapValue, parseYaml, resolve, valueResolver } from '@hydraconf/core'
import { allGroups } from '@hydraconf/node'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Ran, runCommandIn } from './run-command-in.js'

/** Small inputs that stand for much, or go deep. None ends in a hang, in an error of JavaScript or in a stack trace. */
interface Input {
  readonly config: string
  readonly files?: Readonly<Record<string, string>>
  readonly overrides?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const times = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('')
const nested = (depth: number, open: string, close: string) => `${open.repeat(depth)}1${close.repeat(depth)}`
const doubled = (steps: number) => times(steps, (at) => `x${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`)
const referring = (steps: number) => times(steps, (at) => `x${at + 1}: ["\${x${at}}", "\${x${at}}"]\n`)

type Over = readonly [words: string, input: Input, argv?: readonly string[]]

/** Each limit of docs/limits.md, by its words there, and what goes over it. */
const OVER: readonly Over[] = [
  ['The document nests deeper than 500 levels', { config: `a: ${nested(501, '[', ']')}\n` }],
  ["The document's aliases stand for more than 10000000 values", { config: `x0: &a0 [1]\n${doubled(24)}` }],
  [
    '"<<" copies more than 5000000 entries',
    { config: `b: &b {${times(2600, (at) => `k${at}: 1, `)}}\n${times(2000, (at) => `x${at}: {<<: *b}\n`)}` },
  ],
  ['A key has at most 500 parts', { config: 'a: 1\n', overrides: [`+b${'.k'.repeat(500)}=1`] }],
  [
    'A package has at most 500 keys',
    { config: `defaults: [g@${'k.'.repeat(500)}k: x]\n`, files: { 'g/x.yaml': 'a: 1\n' } },
  ],
  ['are nested more than 300 deep', { config: `a: ${nested(301, '${', '}')}\n` }],
  [
    'The defaults lists include each other more than 500 deep',
    {
      config: 'defaults: [c0]\n',
      files: Object.fromEntries(
        Array.from({ length: 502 }, (_, at) => [`c${at}.yaml`, at < 501 ? `defaults: [c${at + 1}]\n` : 'a: 1\n']),
      ),
    },
  ],
  [
    'The defaults lists come to more than 100000 configs',
    {
      config: 'defaults: [c0]\n',
      files: Object.fromEntries(
        Array.from({ length: 18 }, (_, at) => [
          `c${at}.yaml`,
          at < 17 ? `defaults: [c${at + 1}@a, c${at + 1}@b]\n` : 'a: 1\n',
        ]),
      ),
    },
  ],
  ['An int has at most 4300 digits', { config: `a: ${'1'.repeat(4301)}\n` }],
  ['has more than 4300 digits', { config: 'a: 1\n', overrides: [`a=${'1'.repeat(4301)}`] }],
  [
    'more than 100000 interpolations need one another here',
    { config: `${times(100_001, (at) => `k${at}: \${k${at + 1}}\n`)}k100001: 1\n` },
    ['-p', 'k0'],
  ],
  ['is nested too deep', { config: 'a: 1\n', overrides: [`+b=${nested(501, '[', ']')}`] }],
  ['would hold more than 10000000 values', { config: `x0: [1]\n${referring(26)}` }, ['--resolve']],
  [
    'its text would have more than 16777216 characters',
    { config: `x0: aaaaaaaaaa\n${times(40, (at) => `x${at + 1}: "\${x${at}}\${x${at}}"\n`)}` },
    ['--resolve'],
  ],
  [
    'more than 1000 interpolations need one another here',
    { config: 'a: ${oc.decode:${oc.env:X}}\n', env: { X: '${oc.decode:${oc.env:X}}' } },
    ['--resolve'],
  ],
  ['These interpolations go in a circle', { config: 'a: {b: "${c}"}\nc: {d: "${a}"}\n' }, ['--resolve']],
  [
    'The config nests deeper than 600 levels',
    { config: `${times(1100, (at) => `x${at}: {a: "\${x${at + 1}}"}\n`)}x1100: 1\n` },
    ['--resolve'],
  ],
  [
    'takes more than 268435456 characters',
    { config: `x0: &a0 ["${'x'.repeat(100_000)}"]\n${doubled(12)}` },
    ['--json'],
  ],
]

describe('what goes over a limit is refused in the words of docs/limits.md', () => {
  const page = readFileSync(fileURLToPath(new URL('../docs/limits.md', import.meta.url)), 'utf8')

  test.each(OVER.map(([words, input, argv = []]) => [words, input, argv] as const))(
    '%s',
    async (words, input, argv) => {
      expect(page).toContain(words)
      const { code, out, err } = await run(written(input), input, argv)
      expect(code).toBe(1)
      expect(out + err).toContain(argv.includes('--json') ? JSON.stringify(words).slice(1, -1) : words)
      expect(out + err).not.toMatch(INSIDE)
    },
  )

  test('resolvers that ask for values which need resolvers', () => {
    expect(page).toContain('more than 100 interpolations need one another here')
    const next = valueResolver((_, { fullKey, select }) => select(`k${Number(fullKey.slice(1)) + 1}`)!)
    const chain = (length: number) => parseYaml(`${times(length, (at) => `k${at}: \${next:}\n`)}k${length}: 1\n`)
    const resolvers = new Map([['next', next]])
    expect(() => resolve(chain(90) as MapValue, { resolvers })).not.toThrow()
    expect(() => resolve(chain(110) as MapValue, { resolvers })).toThrow(
      'more than 100 interpolations need one another here',
    )
  })

  test('an int of as many digits as there can be is read', async () => {
    const digits = '1'.repeat(4300)
    const dir = written({ config: `a: ${digits}\n` })
    expect((await runCommandIn(dir, [`+b=${digits}`])).out).toBe(`a: ${digits}\nb: ${digits}\n`)
  })

  test('compositions that check tries', async () => {
    expect(page).toContain('Past the limit, left out')
    const dir = written({
      config: 'defaults: [g: a, _self_]\n',
      files: Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`g/${name}.yaml`, 'n: 1\n'])),
    })
    const { code, out } = await runCommandIn(dir, ['check', '--limit', '2'])
    expect([code, out]).toEqual([0, expect.stringContaining('Past the limit, left out: at least 2 compositions')])
    expect(await runCommandIn(dir, ['check', '--limit', 'x'])).toMatchObject({ code: 2 })
    expect(page.replaceAll(',', '')).toContain(`compositions that \`check\` tries | ${MOST_COMPOSITIONS} |`)
  })

  test('characters that the steps of one key take in explain', async () => {
    expect(page).toContain('characters that the steps of one key take in `explain` | 1,000,000')
    const overrides = Array.from({ length: 1000 }, (_, at) => `+a.k${at}=1`)
    const { out } = await run(written({ config: 'a: {}\n' }), { config: '', overrides }, ['explain', 'a'])
    const steps = out.split('\n').filter((line) => /^ {2}(\{|…)/.test(line))
    expect(steps).toHaveLength(1001)
    expect(steps[100]).toContain('k99: 1}')
    expect(steps.at(-1)).toMatch(/^ {2}\{k0: 1.*… {2,}\+a\.k999=1$/)
    expect(out.length).toBeLessThan(2_000_000)
  })

  test('more than 100000 folders', () => {
    expect(page).toContain('There are more than 100000 folders')
    // Links between twenty folders make a million paths.
    const options = (group: string, kind: string) => (kind === 'group' && group.length < 40 ? ['a', 'b'] : [])
    const library = { options } as unknown as Library
    expect(() => [...allGroups(library)]).toThrow('There are more than 100000 folders')
  })
})

/** As much again as a call can take arguments, or as the stack has frames. */
const MANY = 130_000

const LARGE: Readonly<Record<string, Input>> = {
  'many aliases': { config: `a: &b {k: 1}\n${times(MANY, (at) => `x${at}: *b\n`)}` },
  'the text of a large map': { config: `m: {${times(MANY, (at) => `k${at}: 1, `)}}\na: "x \${m}"\n` },
  'many aliases in one "<<"': { config: `a: &b {k: 1}\nl: {<<: [${'*b, '.repeat(MANY)}]}\n` },
  'values that double, below the limit': { config: `a: 1\nx0: &a0 [1]\n${doubled(15)}` },
  'long keys': {
    config: `a: 1\n${times(300, (at) => `${'k'.repeat(500)}${at}: 1\n`)}`,
    overrides: [`${'k'.repeat(500)}=1`],
  },
  'maps that hold each other': { config: 'a: {b: "${c}"}\nc: {d: "${a}"}\n' },
}

const COMMANDS: readonly (readonly string[])[] = [
  [],
  ['--resolve'],
  ['--json', '--resolve'],
  ['-p', 'a', '--resolve'],
  ['--cfg', 'all'],
  ['--info', 'all'],
  ['explain'],
  ['explain', 'a'],
  ['explain', 'a', '--json'],
  ['diff', '--'],
  ['check'],
]

test.each(Object.entries(LARGE))('%s: every command answers, or refuses in words', async (_, input) => {
  const dir = written(input)
  for (const argv of COMMANDS) {
    const { code, err } = await run(dir, input, argv)
    expect([0, 1], argv.join(' ')).toContain(code)
    expect(err, argv.join(' ')).not.toMatch(INSIDE)
  }
})

/** Errors of JavaScript, and frames of a stack. */
const INSIDE = /RangeError|TypeError|ReferenceError|Invalid string|^\s+at .*:\d+:\d+\)?$/m

function written({ config, files = {} }: Input): string {
  const dir = mkdtempSync(join(tmpdir(), 'hydraconf-limits-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries({ 'config.yaml': config, ...files })) {
    mkdirSync(dirname(join(dir, 'conf', name)), { recursive: true })
    writeFileSync(join(dir, 'conf', name), text)
  }
  return dir
}

function run(dir: string, { overrides = [], env = {} }: Input, argv: readonly string[]): Promise<Ran> {
  return runCommandIn(dir, argv[0] === 'check' ? argv : [...argv, ...overrides], env)
}
