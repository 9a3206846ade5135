// node test/check-trees/measure.mjs [--corpus DIR] [--python PYTHON] [--write]
//
// Runs `hydraconf check` (built) on every config folder of the recorded public trees, and asks real Hydra about each
// composition in which check found an error, or an interpolation that refers to nothing. Prints a table, and writes it to
// docs/check.md with --write. Ends with 1 where more than 1 % of the compositions got an error that Hydra does not see.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const CLI = join(PROJECT, 'packages/cli/dist/hydraconf.cjs')
const PAGE = join(PROJECT, 'docs/check.md')
const MOST_FALSE = 0.01

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(PROJECT, '../shared/corpus') },
    python: { type: 'string', default: join(PROJECT, 'test/oracle/.venv/bin/python') },
    write: { type: 'boolean', default: false },
  },
})

for (const needed of [values.corpus, values.python, CLI]) {
  if (existsSync(needed)) continue
  console.log(`${needed} is not here: nothing is measured`)
  process.exit(0)
}

const rows = []
for (const folder of foldersIn(values.corpus)) {
  const row = measured(folder)
  rows.push(row)
  console.log(lineOf(row))
}
const total = totalOf(rows)
console.log(lineOf(total))
if (values.write) writeTable([...rows, total])
process.exit(total.wrong <= MOST_FALSE * total.compositions ? 0 : 1)

/** Every config folder that something was recorded of, with the folder that its program is run in. */
function foldersIn(corpus) {
  const folders = new Map()
  for (const file of readdirSync(join(corpus, 'cases')).sort()) {
    for (const line of gunzipSync(readFileSync(join(corpus, 'cases', file)))
      .toString()
      .split('\n')) {
      if (line === '') continue
      const { tree, config_dir } = JSON.parse(line)
      folders.set(`${tree} ${config_dir}`, {
        name: `${tree.replace('__', '/')} ${config_dir}`,
        cwd: join(corpus, 'trees', tree),
        dir: config_dir,
      })
    }
  }
  return [...folders.values()]
}

function measured({ name, cwd, dir }) {
  const env = { ...process.env, HOME: '/home/user', USER: 'user', PROJECT_ROOT: '/project' }
  const run = spawnSync('node', [CLI, 'check', '-cp', resolve(cwd, dir), '--json'], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  })
  const {
    files = 0,
    compositions = 0,
    problems = [],
    errors = 0,
    warnings = 0,
    notes = 0,
  } = run.stdout === '' ? {} : JSON.parse(run.stdout)
  const asked = problems.filter(
    ({ config, severity, code }) =>
      config !== undefined && (severity === 'error' || code === 'interpolation-key-not-found'),
  )
  const answers = asHydraSays(cwd, dir, asked, env)
  const wrong = asked.filter((problem, at) => problem.severity === 'error' && answers[at] === 'accepted')
  const doubtful = asked.filter((problem, at) => problem.severity !== 'error' && answers[at] === 'accepted')
  for (const { code, message, config, overrides } of wrong)
    console.error(`  not so: ${code} ${message} (${config} ${overrides.join(' ')})`)
  return {
    name,
    files,
    compositions,
    errors,
    wrong: wrong.length,
    warnings,
    notes,
    doubtful: doubtful.length,
    asked: answers.filter((answer) => answer !== 'unwritable').length,
    exit: run.status,
  }
}

/** Of each problem: whether Hydra refuses that composition, or the interpolation in it. */
function asHydraSays(cwd, dir, problems, env) {
  if (problems.length === 0) return []
  const questions = problems.map(({ config, overrides, folder = '', code, message }) => ({
    dir: resolve(cwd, dir, folder),
    config,
    overrides,
    key: code === 'interpolation-key-not-found' ? /^Cannot resolve '([^']*)'/.exec(message)?.[1] : undefined,
  }))
  const script = fileURLToPath(new URL('hydra_says.py', import.meta.url))
  const run = spawnSync(values.python, [script], {
    cwd,
    env,
    encoding: 'utf8',
    input: JSON.stringify(questions),
    maxBuffer: 2 ** 30,
  })
  if (run.status !== 0) throw new Error(run.stderr)
  return JSON.parse(run.stdout)
}

function totalOf(rows) {
  const sum = (of) => rows.reduce((total, row) => total + row[of], 0)
  const sums = Object.fromEntries(
    ['files', 'compositions', 'errors', 'wrong', 'warnings', 'notes', 'doubtful', 'asked'].map((key) => [
      key,
      sum(key),
    ]),
  )
  return { name: `${rows.length} folders`, ...sums, exit: rows.filter(({ exit }) => exit !== 0).length }
}

function lineOf({ name, files, compositions, errors, wrong, warnings, doubtful, notes, exit }) {
  return `| ${[name, files, compositions, errors, wrong, warnings, doubtful, notes, exit].join(' | ')} |`
}

function writeTable(rows) {
  const head = [
    'folder',
    'files',
    'compositions',
    'errors',
    'of which Hydra sees none',
    'warnings',
    'interpolations reported that Hydra resolves',
    'notes',
    'exit code',
  ]
  const table = [`| ${head.join(' | ')} |`, `|---|${'---:|'.repeat(head.length - 1)}`, ...rows.map(lineOf)].join('\n')
  const page = readFileSync(PAGE, 'utf8')
  writeFileSync(
    PAGE,
    page.replace(/(<!-- measured -->\n)[\s\S]*?(<!-- end -->)/, (_, from, to) => `${from}${table}\n${to}`),
  )
}
