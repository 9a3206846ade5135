// The recorded cases beside the project, when they are there, and how many of them pass.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { pluginCases } from './plugin-cases.mjs'

const project = fileURLToPath(new URL('../..', import.meta.url))
const shared = join(project, '../shared')
const runner = join(shared, 'conformance/conform.mjs')
const scratch = fileURLToPath(new URL('.build', import.meta.url))
const floorsFile = fileURLToPath(new URL('passing.json', import.meta.url))

/** Said when there is nothing to run. */
export const NOT_HERE = 'the recorded cases (../shared) are not here; conformance is skipped.'

/** The suites there are, by the names that passing.json uses; none where the recorded cases are missing. */
export function recordedSuites() {
  if (!existsSync(runner)) return []
  const files = (folder, ending) =>
    readdirSync(join(shared, folder))
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => join(shared, folder, name))
  const oneEach = (folder, prefix, root) =>
    files(`conformance/${folder}`, '.jsonl').map((file) => ({
      name: prefix + file.slice(file.lastIndexOf('/') + 1, -'.jsonl'.length),
      files: [file],
      root,
    }))
  return [
    ...oneEach('omegaconf', ''),
    ...oneEach('hydra', ''),
    ...oneEach('quant', 'quant-'),
    ...(existsSync(join(shared, 'conformance-modelopt')) ? oneEach('../conformance-modelopt', 'modelopt-') : []),
    ...(existsSync(join(shared, 'conformance-instantiate'))
      ? [{ name: 'instantiate', files: files('conformance-instantiate', '.jsonl') }]
      : []),
    ...(existsSync(join(shared, 'conformance-plugins'))
      ? [{ name: 'plugins', files: [pluginCases(join(shared, 'conformance-plugins'), scratch)] }]
      : []),
    ...(existsSync(join(shared, 'corpus/cases'))
      ? [{ name: 'corpus', files: files('corpus/cases', '.jsonl.gz') }]
      : []),
    ...(existsSync(join(shared, 'conformance-1.4')) ? newerSuites() : []),
  ]

  // The same trees, asked in the dialect of Hydra 1.4.
  function newerSuites() {
    const corpus = { name: '1.4/corpus', files: files('conformance-1.4/corpus', '.jsonl.gz'), root: 'corpus' }
    return [
      ...oneEach('../conformance-1.4/omegaconf', '1.4/', 'conformance/omegaconf'),
      ...oneEach('../conformance-1.4/hydra', '1.4/', 'conformance/hydra'),
      ...(existsSync(join(shared, 'corpus')) ? [corpus] : []),
    ]
  }
}

/** How many cases of each suite pass today: what no change may lower. */
export function passingFloors() {
  return existsSync(floorsFile) ? JSON.parse(readFileSync(floorsFile, 'utf8')) : {}
}

/** Raises the floors to what was reached; never lowers one. */
export function raiseFloors(results) {
  const floors = passingFloors()
  for (const { name, passed } of results) floors[name] = Math.max(floors[name] ?? 0, passed)
  writeFileSync(floorsFile, `${JSON.stringify(floors, null, 2)}\n`)
}

/**
 * Runs suites, two files at a time, and yields each suite's result as it ends:
 * `{ name, passed, total, verdicts: {pass, value, …}, shown, trouble }`.
 * A file that is not done after `timeout` seconds is stopped, and none of its cases passes.
 */
export async function* runSuites(suites, { only, show = 0, timeout = 300 } = {}) {
  const jobs = suites.flatMap(({ files, root }) => files.map((file) => ({ file, root })))
  const runs = new Map(jobs.map(({ file }) => [file, deferred()]))
  const worker = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift())
      runs.get(job.file).resolve(await runFile(job.file, { only, show, timeout, root: job.root }))
  }
  const leave = () => process.exit(130)
  process.once('SIGINT', leave).once('SIGTERM', leave)
  const workers = [worker(), worker()]
  for (const { name, files } of suites) {
    const parts = await Promise.all(files.map((file) => runs.get(file).promise))
    yield { name, ...parts.reduce(sum) }
  }
  await Promise.all(workers)
  process.removeListener('SIGINT', leave).removeListener('SIGTERM', leave)
}

async function runFile(file, { only, show, timeout, root }) {
  const args = [
    runner,
    '--adapter',
    'test/conformance/adapter',
    '--show',
    String(show),
    ...(only ? ['--only', only] : []),
    ...(root ? ['--root', relative(project, join(shared, root))] : []),
  ]
  const { output, errors, code, late } = await outputOf([...args, relative(project, file)], timeout)
  const [head = '', ...rest] = output.split('\n')
  const found = /^\S+ +(\d+) \/ +(\d+) +[\d.]+% *(.*)$/.exec(head)
  const passed = found ? Number(found[1]) : 0
  const total = found ? Number(found[2]) : only ? 0 : casesIn(file)
  const verdicts = found ? { pass: passed } : { lost: total }
  for (const [, verdict, count] of (found?.[3] ?? '').matchAll(/(\w+) (\d+)/g)) verdicts[verdict] = Number(count)
  const label = relative(shared, file)
  const trouble = []
  if (late) trouble.push(`${label}: not done after ${timeout} s; stopped`)
  else if (code !== 0) trouble.push(`${label}: the runner ended with ${code}`)
  if (verdicts.silent) trouble.push(`${label}: ${verdicts.silent} cases got no answer`)
  if (errors.trim() !== '') trouble.push(`${label}: ${errors.trim().split('\n').slice(0, 12).join('\n    ')}`)
  const shown = rest.filter((line) => line.startsWith('  ')).join('\n')
  return { passed, total, verdicts, shown, trouble }
}

function casesIn(file) {
  const bytes = readFileSync(file)
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.split('\n').filter(Boolean).length
}

function outputOf(args, timeout) {
  return new Promise((done) => {
    // A group of its own, so that stopping it stops the adapter under it.
    const child = spawn(process.execPath, args, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    let errors = ''
    let late = false
    const stop = () => {
      late = true
      process.kill(-child.pid, 'SIGKILL')
    }
    const leave = () => child.exitCode === null && process.kill(-child.pid, 'SIGKILL')
    const alarm = setTimeout(stop, timeout * 1000)
    process.once('exit', leave)
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (errors += chunk))
    child.on('close', (code) => {
      clearTimeout(alarm)
      process.removeListener('exit', leave)
      done({ output, errors, code, late })
    })
  })
}

function sum(a, b) {
  const verdicts = { ...a.verdicts }
  for (const [verdict, count] of Object.entries(b.verdicts)) verdicts[verdict] = (verdicts[verdict] ?? 0) + count
  return {
    passed: a.passed + b.passed,
    total: a.total + b.total,
    verdicts,
    shown: [a.shown, b.shown].filter(Boolean).join('\n'),
    trouble: [...a.trouble, ...b.trouble],
  }
}

function deferred() {
  let resolve
  const promise = new Promise((done) => {
    resolve = done
  })
  return { promise, resolve }
}
