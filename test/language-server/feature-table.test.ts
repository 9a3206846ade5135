import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const HERE = 'test/language-server'

/** The tests that show what a row of the table says of hydraconf: the file, and the titles of the tests in it. */
const SHOWN: Readonly<Record<string, readonly (readonly [file: string, ...titles: string[]])[]>> = {
  'an option, group or config that is not there': [
    [`${HERE}/problems.test.ts`, 'an option that is not there', 'a config that is not there'],
    [`${HERE}/tree-wide.test.ts`, 'what is wrong with %s is mended by a quick fix'],
  ],
  'an interpolation that leads nowhere': [
    [`${HERE}/problems.test.ts`, 'an interpolation that leads nowhere'],
    [`${HERE}/tree-wide.test.ts`, 'what is wrong with %s is mended by a quick fix'],
  ],
  'an interpolation that is not closed': [[`${HERE}/problems.test.ts`, 'an interpolation that is not closed']],
  'a key twice': [[`${HERE}/problems.test.ts`, 'a key twice']],
  'a wrong type': [[`${HERE}/problems.test.ts`, 'a wrong type', 'a key that a structured config does not have']],
  'an argument of `_target_` that is not one, a class that is not there': [
    ['packages/cli/src/check/check.test.ts', 'the targets of a program'],
  ],
  'hover on a key': [
    [`${HERE}/answers.test.ts`, 'a key shows its final value, where that is from, and what it was before'],
  ],
  'hover on an interpolation': [
    [`${HERE}/answers.test.ts`, 'an interpolation shows what it stands for, and what it reads'],
  ],
  'hover on a defaults entry': [
    [`${HERE}/answers.test.ts`, 'an entry of a defaults list shows the file, where it lands, and the options'],
  ],
  'definition of a defaults entry': [[`${HERE}/answers.test.ts`, 'an entry of a defaults list leads to its file']],
  'definition of an interpolation': [
    [`${HERE}/answers.test.ts`, 'an interpolation leads to the value that wins, and then to those it won over'],
  ],
  'definition of `_target_`': [[`${HERE}/answers.test.ts`, 'a _target_ leads to the line of its class: %s']],
  'completion of groups, options, packages': [
    [`${HERE}/completion.test.ts`, 'an entry', 'an option', 'the package of an entry', 'a header'],
  ],
  'completion in an interpolation': [
    [`${HERE}/completion.test.ts`, 'an interpolation', 'a key in an interpolation', 'a variable'],
  ],
  'completion of keys': [
    [`${HERE}/completion.test.ts`, 'a key is one that the other options have and this one has not'],
  ],
  'references of a key': [[`${HERE}/tree-wide.test.ts`, 'a key is found wherever it is set and read']],
  'rename of a key, an option, a group': [
    [
      `${HERE}/tree-wide.test.ts`,
      'renaming a key changes the files that set it and the interpolations that read it, and says what it cannot reach',
      'renaming an option renames its file, and what chooses it',
      'renaming a group renames its folder, its package and the interpolations that go through it',
    ],
  ],
  'hints, lenses, links to the files of options': [
    [
      `${HERE}/tree-wide.test.ts`,
      'hints show what interpolations stand for, and values that come to something else',
      'a lens says how many choose a config, and offers its composition',
    ],
    [`${HERE}/answers.test.ts`, 'links stand under the words that name files'],
  ],
  'colours of what Hydra reads': [[`${HERE}/tree-wide.test.ts`, 'tokens mark what only Hydra gives a meaning']],
  'outline, folding': [
    [`${HERE}/answers.test.ts`, 'the outline has the keys and the entries of the defaults list'],
    [`${HERE}/tree-wide.test.ts`, 'keys with several lines below them fold'],
  ],
  'the composed config': [
    [`${HERE}/tree-wide.test.ts`, 'the composed config is shown with the place of each value, and follows edits'],
    [`${HERE}/views.test.ts`, 'the composed config is shown as the last commit has it, with the overrides of now'],
  ],
  'unsaved files count': [
    [`${HERE}/answers.test.ts`, 'what is unsaved counts', 'a file that is not saved yet can be chosen'],
  ],
}

test('what the table of features says of hydraconf is shown by tests, row by row', () => {
  const rows = rowsOf(readFileSync(new URL('docs/editors.md', ROOT), 'utf8'))
  expect(rows.length).toBeGreaterThan(20)
  const said = rows.filter(([, ours]) => ours !== '–').map(([feature]) => feature)
  expect(said).toEqual(expect.arrayContaining(Object.keys(SHOWN)))
  for (const feature of said) {
    expect(SHOWN[feature], `no test shows '${feature}'`).toBeDefined()
    for (const [file, ...titles] of SHOWN[feature]!) {
      const text = readFileSync(new URL(file, ROOT), 'utf8')
      for (const title of titles) expect(text, `${feature}: ${file}`).toContain(`'${title}'`)
    }
  }
})

/** The first two cells of each row below the heading. */
function rowsOf(page: string): readonly (readonly [feature: string, ours: string])[] {
  const table = page.slice(page.indexOf('## Beside other language servers'))
  const lines = table.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| |'))
  return lines.map((line) => {
    const [, feature, ours] = line.split('|').map((cell) => cell.trim())
    return [feature!, ours!]
  })
}
