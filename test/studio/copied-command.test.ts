import type { Host } from '@hydraconf/node'
import { expect, test } from 'vitest'
import { commandContext } from '../../packages/cli/src/command-context.js'
import { projectOptions } from '../../packages/cli/src/project-settings.js'
import { readCommandLine } from '../../packages/cli/src/read-command-line.js'
import { runCommand } from '../../packages/cli/src/run-command.js'
import { command } from '../../packages/studio/src/command.js'
import { commandLine } from '../../packages/studio/src/page/command-line.js'
import { splitWords } from '../../packages/studio/src/page/shell-words.js'
import { askedBy } from '../../packages/studio/src/run-studio.js'
import { sessionOn } from './same-as-command.js'
import { treeOf } from './trees.js'

const FILES = {
  'hydraconf.config.mjs': "export default { configDir: 'own', pyyaml: '6.0.3' }\n",
  'other.mjs': "export default { configDir: 'other' }\n",
  'shop.env': 'WORD=of the file\n',
  'own/config.yaml': 'defaults: [foo: bar/baz, _self_]\nanchors: {a: &a {x1: a}, b: &b {x1: b}}\nm: {<<: [*a, *b]}\n',
  'own/foo/bar/baz.yaml': 'by: own\n',
  'other/config.yaml': 'by: other\n',
  'conf/config.yaml': "by: conf\nword: '${oc.env:WORD,none}'\n",
  'more/extra.yaml': 'by: more\n',
  'lib/shop/conf/config.yaml': 'by: package\n',
}

/** What the studio shows that was started with a line, and what the command prints that is copied there. */
async function shownAndCopied(line: readonly string[], looked: Partial<Parameters<typeof commandLine>[1]> = {}) {
  const { dir } = treeOf(FILES)
  const printed: string[] = []
  const host: Host = {
    argv: ['studio', ...line],
    program: undefined,
    env: {},
    cwd: () => dir,
    chdir: () => {},
    now: () => new Date(),
    out: (text) => printed.push(text),
    err: (text) => printed.push(text),
  }
  const read = readCommandLine(line, command, host)!
  const asked = askedBy(read, commandContext(read, {}, await projectOptions(host), host))
  const session = sessionOn(asked)
  const { configName, overrides } = asked
  const look = { configName, overrides, part: 'job', resolve: false, ...looked } as const
  const { yaml } = session.compose({ ...look, job: 0 })
  const words = splitWords(commandLine(asked.command, look, false)).map(({ value }) => value)
  expect(words[0]).toBe('hydraconf')
  await runCommand(words.slice(1), { ...host, argv: words.slice(1) })
  return { shown: yaml, copied: printed.join(''), words: words.slice(1).join(' ') }
}

test.each([
  ['', 'by: own', '-cn config'],
  ['--dialect 1.4', 'foo:\n  bar:\n    by: own', '--dialect 1.4 -cn config'],
  ['--safe', 'by: conf', '--safe -cn config'],
  ['--settings other.mjs', 'by: other', '--settings other.mjs -cn config'],
  ['-cp more -cn extra', 'by: more', '-cp more -cn extra'],
  ['--config-dir=more -cn extra +a=1', 'a: 1', '-cd more -cn extra +a=1'],
  ['-cp pkg://shop.conf --pkg shop=lib/shop', 'by: package', '-cp pkg://shop.conf --pkg shop=lib/shop -cn config'],
])('studio %s: what is copied prints what is shown', async (line, some, command) => {
  const { shown, copied, words } = await shownAndCopied(line.split(' ').filter((word) => word !== ''))
  expect(shown).toContain(some)
  expect(copied).toBe(shown)
  expect(words).toBe(command)
})

test('what is copied prints the part that is shown, resolved where that is shown', async () => {
  const resolved = await shownAndCopied(['-cp', 'conf', '--env-file', 'shop.env'], { resolve: true })
  expect(resolved.words).toBe('-cp conf --env-file shop.env -cn config --resolve')
  // The page has no variables until it is asked to show them.
  expect([resolved.shown, resolved.copied]).toEqual(['by: conf\nword: none\n', 'by: conf\nword: of the file\n'])
  const hydra = await shownAndCopied([], { part: 'hydra' })
  expect(hydra.words).toBe('-cn config --cfg hydra')
  expect(hydra.copied).toMatch(/^hydra:\n/)
  expect(hydra.shown).toBe(hydra.copied)
})

test('of a sweep it prints every job', () => {
  const look = { configName: 'config', overrides: ['a=1,2'], part: 'job', resolve: false } as const
  expect(commandLine(['hydraconf', '--safe'], look, true)).toBe('hydraconf --safe -cn config -m a=1,2')
})
