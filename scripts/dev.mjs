// `npm run dev`: watches the sources and the tests, and runs the tests of what changed: first of what is not committed, then of
// every file that is saved. (Vitest's own watching knows a source only once a test has read it.)
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { root, say, setUp } from './setup.mjs'

/** Whether tests can depend on a file by importing it. */
export function isWatched(path) {
  return /\.(?:ts|mjs)$/.test(path) && !/(?:^|[\\/])(?:node_modules|dist|\.build|\.venv)(?:[\\/]|$)/.test(path)
}

/** The files that are changed or new, and not committed. */
function uncommitted() {
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--modified', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return (stdout ?? '').split('\0').filter((path) => path !== '')
}

/** Runs tests one set after another: what is saved while some run waits for them. */
export function runner(runTests, pause = 200) {
  const waiting = new Set()
  let busy = false
  let timer
  const next = async () => {
    if (busy || waiting.size === 0) return
    busy = true
    const files = [...waiting]
    waiting.clear()
    await runTests(files)
    busy = false
    await next()
  }
  return (paths) => {
    for (const path of paths) if (isWatched(path)) waiting.add(path)
    clearTimeout(timer)
    // An editor writes a file in several steps.
    timer = setTimeout(next, pause)
  }
}

function runRelated(files) {
  const there = files.filter((path) => existsSync(join(root, path)))
  if (there.length === 0) return Promise.resolve()
  say(`the tests of ${there.length > 5 ? `${there.length} files` : there.join(', ')} …`)
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  return new Promise((done) => {
    spawn(process.execPath, [vitest, 'related', '--run', '--passWithNoTests', ...there], {
      cwd: root,
      stdio: 'inherit',
    }).on('close', done)
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUp()
  const changed = runner(runRelated)
  for (const folder of ['packages', 'test', 'examples', 'scripts'])
    watch(join(root, folder), { recursive: true }, (_, path) => path !== null && changed([join(folder, path)]))
  say('watching packages, test, examples and scripts; Ctrl-C ends it.')
  changed(uncommitted())
}
