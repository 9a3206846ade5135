import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../packages/installed.js'

/** A fenced block of a page, with what the comments in front of it say of it. */
export interface Block {
  /** `README.md:42`: the line that opens it. */
  readonly place: string
  readonly language: string
  readonly text: string
  /** The folder whose copy it is run in; undefined: an empty one. Blocks of one copy share it. */
  readonly folder: Folder
  /** The file that it is. */
  readonly file: string | undefined
  /** Code in front of it that the page does not show. */
  readonly given: string
  /** Why it is not run or checked. */
  readonly notRun: string | undefined
  /** Whether it is what the program above it prints. */
  readonly isOutput: boolean
  /** Whether its lines may come in another order, as those of jobs at once do. */
  readonly isUnordered: boolean
  /** What has to be there for it: see `engines.ts`. */
  readonly engine: string | undefined
  /** Whether it goes on while the blocks behind it run, until it is told to end. */
  readonly isMeanwhile: boolean
}

/** A place where blocks run, made anew each time a page says so. */
export interface Folder {
  /** In the checkout; undefined: an empty folder. `.`: the checkout itself, not a copy. */
  readonly from: string | undefined
}

/**
 * The blocks of a page. Comments say what the page's reader need not see; any other comment is left alone:
 *
 * - `<!-- in examples/1-simple -->`: what follows runs in a fresh copy of that folder; `<!-- in an empty folder -->`
 * - `<!-- file app.mjs -->`: the next block is that file
 * - `<!-- given ... -->`: code in front of the next block
 * - `<!-- prints -->`: the next block is what the program above it prints
 * - `<!-- in any order -->`: the lines of the next block
 * - `<!-- on redis -->`: what follows needs that engine, and is not run where it cannot be started
 * - `<!-- meanwhile -->`: the next block goes on until the end of the page
 * - `<!-- not run: why -->`: the next block is neither run nor checked
 */
export function blocksOf(page: string): readonly Block[] {
  const lines = readFileSync(join(ROOT, page), 'utf8').split('\n')
  const blocks: Block[] = []
  let folder: Folder = { from: undefined }
  let engine: string | undefined
  let said: Omit<Block, 'place' | 'language' | 'text' | 'folder' | 'engine'> = NOTHING_SAID
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    if (line.startsWith('<!-- ')) {
      const end = lines.findIndex((each, index) => index >= at && each.endsWith('-->'))
      const comment = lines
        .slice(at, end + 1)
        .join('\n')
        .replace(/^<!-- /, '')
        .replace(/\s*-->$/, '')
      at = end
      const [, word = '', rest = ''] = /^(\S+)\s?([\s\S]*)$/.exec(comment) ?? []
      if (comment === 'in any order') said = { ...said, isUnordered: true }
      else if (comment === 'meanwhile') said = { ...said, isMeanwhile: true }
      else if (comment === 'prints') said = { ...said, isOutput: true }
      else if (word === 'in') folder = { from: rest === 'an empty folder' ? undefined : rest }
      else if (word === 'on') engine = rest
      else if (word === 'file') said = { ...said, file: rest }
      else if (word === 'given') said = { ...said, given: rest }
      else if (comment.startsWith('not run: ')) said = { ...said, notRun: comment.slice('not run: '.length) }
    } else if (line.startsWith('```')) {
      const end = lines.findIndex((each, index) => index > at && each === '```')
      const text = lines.slice(at + 1, end).join('\n')
      blocks.push({ place: `${page}:${at + 1}`, language: line.slice(3).trim(), text, folder, engine, ...said })
      said = NOTHING_SAID
      at = end
    }
  }
  return blocks
}

const NOTHING_SAID = {
  file: undefined,
  given: '',
  notRun: undefined,
  isOutput: false,
  isUnordered: false,
  isMeanwhile: false,
} as const

/** What is typed and what comes of it, in order. */
export interface Step {
  readonly command: string
  readonly output: readonly string[]
}

/** The commands of a block: a `$` in front of each, and what it prints below; undefined: it is no session. */
export function stepsOf({ text }: Block): readonly Step[] | undefined {
  if (!text.startsWith('$ ')) return undefined
  const steps: { command: string; output: string[] }[] = []
  for (const line of text.split('\n')) {
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2).replace(/\s{2,}#.*$/, ''), output: [] })
    else steps.at(-1)!.output.push(line)
  }
  return steps
}

/** The files that a block is: the one a comment names, or those that it names itself, `# conf/config.yaml`, each above its text. */
export function filesIn({ file, text, given, language }: Block): Readonly<Record<string, string>> {
  if (file !== undefined) return { [file]: `${given}${text}\n` }
  if (!['yaml', 'js', 'ts', 'mjs', 'toml', 'json'].includes(language)) return {}
  const files: Record<string, string> = {}
  let name: string | undefined
  for (const line of text.split('\n')) {
    const heading = /^(?:#|\/\/) ([\w./-]+\.(?:ya?ml|mjs|js|ts|mts|json))$/.exec(line)
    if (heading !== null) {
      name = heading[1]!
      files[name] = ''
    } else if (name === undefined) return {}
    else files[name] += `${line}\n`
  }
  return files
}
