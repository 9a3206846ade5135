import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { raise } from '@hydraconf/core'
import { noCommit, noGit } from '../messages.js'

const run = promisify(execFile)

/** Where Git is run, and with what. */
interface GitIn {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * The configs of a folder as a commit has them, by the path of their file; with the name of the commit in full.
 *
 * @param commit as Git takes it: `HEAD`, `main~2`
 * @throws HydraException where there is no Git, no repository or no such commit
 */
export async function committedTexts(commit: string, at: GitIn): Promise<ReadonlyMap<string, string>> {
  const listed = await git(['ls-tree', '-r', '-z', commit, '--', '.'], at)
  const files = listed.toString().split('\0').flatMap(readLine)
  if (files.length === 0) return new Map()
  const contents = readBatch(await git(['cat-file', '--batch'], at, files.map(({ id }) => `${id}\n`).join('')))
  return new Map(files.map(({ path }, index) => [join(at.folder, path), contents[index]!]))
}

/** The full name of a commit. @throws HydraException as above */
export async function fullName(commit: string, at: GitIn): Promise<string> {
  // A name that begins so would be a flag.
  if (commit.startsWith('-')) throw raise(noCommit({ commit, why: 'it is no name' }))
  const name = await git(['rev-parse', '--verify', '--quiet', `${commit}^{commit}`], at, undefined, commit)
  return name.toString().trim()
}

//   100644 blob 1f7a7a47\tdb/mysql.yaml
function readLine(line: string): readonly { readonly id: string; readonly path: string }[] {
  const [, id, path] = /^100\d+ blob (\w+)\t([\s\S]*\.ya?ml)$/.exec(line) ?? []
  return id === undefined || path === undefined ? [] : [{ id, path }]
}

//   1f7a7a47 blob 12\n............\n
function readBatch(bytes: Buffer): readonly string[] {
  const texts: string[] = []
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\n', at)
    const length = Number(bytes.subarray(at, end).toString().split(' ').at(-1))
    texts.push(bytes.subarray(end + 1, end + 1 + length).toString())
    at = end + 1 + length + 1
  }
  return texts
}

async function git(args: readonly string[], { folder, env }: GitIn, input = '', commit = 'HEAD'): Promise<Buffer> {
  // Nothing is fetched, and nothing is written into the repository.
  const quiet = { ...env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }
  const running = run('git', args, { cwd: folder, env: quiet, encoding: 'buffer', maxBuffer: MOST_BYTES })
  running.child.stdin?.on('error', () => {})
  running.child.stdin?.end(input)
  try {
    return (await running).stdout
  } catch (error) {
    const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: Buffer }
    if (code === 'ENOENT') throw raise(noGit(), undefined, error)
    const [said = ''] = String(stderr ?? '').split('\n')
    throw raise(
      noCommit({ commit, why: said.replace(/^fatal: /, '') || 'Git knows none of that name' }),
      undefined,
      error,
    )
  }
}

const MOST_BYTES = 256 * 1024 * 1024
