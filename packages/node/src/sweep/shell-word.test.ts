import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellWord } from './shell-word.js'

test.each(['plain/path.js', '', "it's", 'a b', '$HOME', '`x`', 'ä*?', '--flag=a,b', '\\n', 'two\nlines'])(
  'a shell reads %j as one word',
  (word) => {
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(word)}`], { encoding: 'utf8' })).toBe(word)
  },
)
