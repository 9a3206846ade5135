// node test/check-trees/measure-upgrade.mjs [--corpus DIR] [--corpus-1.4 DIR] [--python PYTHON] [--python-1.4 PYTHON]
//
// Takes the recorded compositions that real Hydra 1.3 composes and 1.4 refuses, runs `hydraconf upgrade --write` (built) in a copy
// of each of their config folders, and asks both Hydras: 1.3 of the folder as it was, 1.4 of the copy. Prints how many come to the
// same config, and what the others say. Ends with 1 where fewer than ENOUGH do.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const CLI = join(PROJECT, 'packages/cli/dist/hydraconf.cjs')
const COMPOSES = fileURLToPath(new URL('composes.py', import.meta.url))
const ENOUGH = 150

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(PROJECT, '../shared/corpus') },
    'corpus-1.4': { type: 'string', default: join(PROJECT, '../shared/conformance-1.4/corpus') },
    python: { type: 'string', default: join(PROJECT, 'test/oracle/.venv/bin/python') },
    'python-1.4': { type: 'string', default: join(PROJECT, 'test/oracle/.venv-1.4/bin/python') },
  },
})
for (const needed of [...Object.values(values), CLI]) {
  if (existsSync(needed)) continue
  console.log(`${needed} is not here: nothing is measured`)
  process.exit(0)
}

const environment = { PATH: process.env.PATH, HOME: '/home/user', USER: 'user', PROJECT_ROOT: '/project' }
const copies = mkdtempSync(join(tmpdir(), 'upgraded-'))
try {
  const cases = newlyRefused()
  const total = { asked: 0, same: 0 }
  for (const tree of [...new Set(cases.map((one) => one.tree))].sort()) {
    const { asked, same } = measured(
      tree,
      cases.filter((one) => one.tree === tree),
    )
    total.asked += asked
    total.same += same
    console.log(`${tree.replace('__', '/')}: ${same} of ${asked} compose in Hydra 1.4 to the config that they had`)
  }
  console.log(`all: ${total.same} of ${total.asked}`)
  process.exitCode = total.same >= ENOUGH ? 0 : 1
} finally {
  rmSync(copies, { recursive: true })
}

/** What 1.3 composes and 1.4 refuses, as recorded. */
function newlyRefused() {
  const accepted = new Set(recorded(join(values.corpus, 'cases')).filter(isAccepted).map(keyOf))
  return recorded(values['corpus-1.4']).filter((one) => !isAccepted(one) && accepted.has(keyOf(one)))
}

function recorded(folder) {
  return readdirSync(folder)
    .sort()
    .flatMap((file) =>
      gunzipSync(readFileSync(join(folder, file)))
        .toString()
        .split('\n'),
    )
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .filter(({ version_base = '1.3' }) => version_base === '1.3')
}

function isAccepted({ error, expect }) {
  return error === undefined && expect?.error === undefined
}

function keyOf({ tree, app, config_dir, config_name, overrides, search_path, environ }) {
  return JSON.stringify([tree, app, config_dir, config_name, overrides, search_path, environ])
}

function measured(tree, cases) {
  const before = join(values.corpus, 'trees', tree)
  const after = join(copies, tree)
  cpSync(before, after, { recursive: true })
  for (const dir of new Set(cases.map((one) => one.config_dir))) upgrade(after, dir)
  const were = answers(values.python, before, cases)
  const are = answers(values['python-1.4'], after, cases)
  const same = cases.filter((one, at) => {
    const isSame = were[at].config !== undefined && were[at].config === are[at].config
    if (!isSame) console.log(`  ${one.config_name} ${one.overrides.join(' ')}: ${are[at].refused ?? 'another config'}`)
    return isSame
  })
  return { asked: cases.length, same: same.length }
}

function upgrade(cwd, dir) {
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'upgrade', '-cp', join(cwd, dir), '--write'], {
    cwd,
    env: environment,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  if (status === null || status > 1) console.log(`  upgrade of ${dir} ended with ${status}: ${stderr}`)
}

function answers(python, root, cases) {
  const placed = (path) => path.replace('$ROOT', root).replace('$PLUGINS', join(values.corpus, 'plugins'))
  const questions = cases.map(({ config_dir, config_name, overrides, search_path = [] }) => ({
    root,
    dir: join(root, config_dir),
    config: config_name,
    overrides,
    before: search_path.filter(({ where }) => where === 'prepend').map(({ path }) => placed(path)),
    after: search_path.filter(({ where }) => where === 'append').map(({ path }) => placed(path)),
  }))
  const { status, stdout, stderr } = spawnSync(python, [COMPOSES], {
    cwd: root,
    env: environment,
    encoding: 'utf8',
    input: JSON.stringify(questions),
    maxBuffer: 2 ** 30,
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}
