import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from './normalize-argv.js'

/**
 * The overrides with each `@FILE` replaced by the overrides in that file, one a line. No shell has read the lines, so quotes
 * in them are Hydra's. Blank lines, and lines that begin with `#`, are left out; a line may name a further file. Paths are
 * relative to the working directory, as argparse's `fromfile_prefix_chars` has it. (To Hydra a word that begins with `@` is
 * an error.)
 *
 * @throws UsageError for a file that cannot be read, that names itself, or that holds a flag
 */
export function withOverrideFiles(words: readonly string[], cwd: string): readonly string[] {
  return words.some(isFile) ? words.flatMap((word) => expanded(word, cwd, [])) : words
}

function isFile(word: string): boolean {
  return word.length > 1 && word.startsWith('@')
}

function expanded(word: string, cwd: string, from: readonly string[]): readonly string[] {
  if (!isFile(word)) return [word]
  const path = word.slice(1)
  const full = resolve(cwd, path)
  if (from.includes(full)) throw new UsageError(`${word}: the file names itself`)
  return linesOf(full, path).flatMap(({ text, number }) => {
    if (text.startsWith('-')) {
      throw new UsageError(`${path}:${number}: '${text}' is a flag`, 'A file holds overrides; flags stay on the line')
    }
    return expanded(text, cwd, [...from, full])
  })
}

function linesOf(full: string, path: string): readonly { readonly text: string; readonly number: number }[] {
  return readText(full, path)
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, at) => ({ text: line.trim(), number: at + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'))
}

function readText(full: string, path: string): string {
  try {
    return readFileSync(full, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[code ?? ''] ?? (error as Error).message
    throw new UsageError(`@${path}: ${why}`, 'A word that begins with @ names a file of overrides, one a line')
  }
}
