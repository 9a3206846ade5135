import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { runCommandIn } from './run-command-in.js'

/**
 * What the command says to mistakes that people make, as they see it. `fixtures/refusals/page.txt` has the command lines, and
 * `npx vitest run test/refusals.test.ts -u` writes what is said to them: to be read aloud, as somebody who knows neither Python
 * nor this code. Each says what is wrong, where, and what to do.
 */
const DIR = fileURLToPath(new URL('../fixtures/refusals', import.meta.url))
const PAGE = `${DIR}/page.txt`
const LINES = readFileSync(PAGE, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('$ '))

const SAID: string[] = []
for (const line of LINES) {
  const { err } = await runCommandIn(DIR, wordsOf(line))
  SAID.push(`${line}\n${err.replaceAll(DIR, '.')}`)
}

test('what is said is what the page shows', async () => {
  expect(SAID.length).toBeGreaterThanOrEqual(50)
  await expect(SAID.join('\n')).toMatchFileSnapshot(PAGE)
})

test.each(LINES)('%s ends with an error and prints nothing else', async (line) => {
  const { code, out } = await runCommandIn(DIR, wordsOf(line))
  expect({ isRefused: code > 0, out }).toEqual({ isRefused: true, out: '' })
})

test('each says more than what is wrong: where it is written, or what to do', () => {
  expect(SAID.filter((said) => said.trim().split('\n').length < 3)).toEqual([])
})

test('no word asks for Python', () => {
  const words = SAID.flatMap((said) => said.split('\n').slice(1)).filter((line) => !NAMES.test(line))
  expect(words.filter((line) => PYTHON.test(line))).toEqual([])
})

/** Lines of names that are Hydra's: of functions of the grammar, of the search path, of a class of warnings. */
const NAMES = /^\s*(?:Functions:|provider=)|UserWarning/
const PYTHON = /\b(?:str|bool|dict|NoneType|None|Optional|Union|dataclass|Traceback|kwargs|mapping)\b/

/** The words of a line behind `$ hydraconf`; quotes go around whole words. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []
  return words.slice(2).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'))
}
