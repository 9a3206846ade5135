// `npm test`: sets up, then type-checks, lints, builds the command, runs every test and the recorded cases.
// Its last line says how many tests and checks passed and failed.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, SetupError, say, setUp } from './setup.mjs'

const count = { passed: 0, failed: 0, skipped: 0 }
const failures = []
const plain = !process.stdout.isTTY

try {
  await setUp()
  await run()
} catch (error) {
  if (error instanceof SetupError) say(error.message)
  else console.error(error)
  check('set-up', false)
}
if (failures.length > 0) print(`\nFailed:\n${failures.map((name) => `  ${name}`).join('\n')}`)
const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
print(`\n${count.passed} passed, ${count.failed} failed${skipped}`)
process.exitCode = count.failed > 0 ? 1 : 0

async function run() {
  const { buildCommand, buildPackages } = await import('./build.mjs')
  const { conform } = await import('./conform.mjs')
  const { NOT_HERE } = await import('../test/conformance/recorded.mjs')

  title('types (tsc)')
  check('types', buildPackages())

  title('format and lint (biome)')
  check(
    'format and lint',
    node('node_modules/@biomejs/biome/bin/biome', [
      'check',
      '--error-on-warnings',
      ...(plain ? ['--colors=off'] : []),
      '.',
    ]),
  )

  title('the hydraconf command')
  const built = await buildCommand({ force: true }).then(
    () => true,
    (error) => say(error.message),
  )
  check('the hydraconf command builds', built === true)

  title('real Hydra')
  for (const dialect of ['1.3', '1.4']) reference(dialect)

  title('tests (vitest)')
  vitest()

  title('recorded cases')
  const suites = await conform({ print })
  if (suites === undefined) print(NOT_HERE)
  for (const { name, ok } of suites ?? []) check(`recorded cases: ${name}`, ok)
}

/** Real Hydra, for the suites that compare with it live. Without it they are skipped, and nothing fails. */
function reference(dialect) {
  const script = join(root, 'test/oracle/environment.py')
  const made = spawnSync('python3', [script, '--dialect', dialect], { cwd: root, stdio: 'inherit', timeout: 180_000 })
  if (made.status !== 0)
    print(
      `Real Hydra ${dialect} is not here: the random comparisons with it are skipped, the recorded answers are not.`,
    )
}

function vitest() {
  const report = join(root, 'node_modules/.cache/hydraconf-tests.json')
  mkdirSync(join(report, '..'), { recursive: true })
  rmSync(report, { force: true })
  const ok = node('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  if (!existsSync(report)) return check('vitest', false)

  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const before = count.failed
  const left = []
  for (const file of testResults) {
    const name = relative(root, file.name)
    // A file that could not be read has no tests to fail.
    if (file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed')) check(name, false)
    for (const { status, fullName } of file.assertionResults) {
      if (status === 'passed' || status === 'failed') check(`${name}: ${fullName}`, status === 'passed')
      else {
        count.skipped += 1
        left.push(`${name}: ${fullName}`)
      }
    }
  }
  if (left.length > 0) print(`\nSkipped:\n${left.map((name) => `  ${name}`).join('\n')}`)
  if (!ok && count.failed === before) check('vitest', false)
}

function node(script, args) {
  const env = plain ? { ...process.env, NO_COLOR: '1' } : process.env
  return spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, env, stdio: 'inherit' }).status === 0
}

function check(name, ok) {
  count[ok ? 'passed' : 'failed'] += 1
  if (!ok) failures.push(name)
}

function title(text) {
  print(`\n── ${text}`)
}

function print(text) {
  process.stdout.write(`${text}\n`)
}
