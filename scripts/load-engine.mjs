// Loads the engine of the bundles. Most of a short run is compiling, so what was compiled in one run is kept beside the engine
// for the next. Whatever fails here (a folder that cannot be written, another Node) costs time and nothing else.
// The build fills in `ENGINE`, the file of the engine, and `BUNDLE`, which of the bundles this becomes part of.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import 'node:module'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

const file = `${__dirname}/chunks/${ENGINE}`
const kept = `${file}.${process.version}-${process.arch}.${activity()}.cache`

// How long a function has to have run before V8 optimizes it: its own number, and fifteen times that.
const USUAL = 67584
const LATE = 1_000_000

const engine = loaded()
export const { runCommand } = engine

/** What is composed before the task is optimized late; the task is not. */
export function hydraMain(options, task) {
  return engine.hydraMain(options, (...given) => {
    optimizeAfter(USUAL)
    return task(...given)
  })
}

function loaded() {
  // What Node compiles of itself under other flags comes without its cache, so what every run needs is loaded before.
  void process.stdout
  optimizeAfter(LATE)
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData: readKept() })
  const module = { exports: {} }
  // A script that was compiled before has no `import()` of its own.
  script.runInThisContext()(module.exports, require, module, file, (specifier) => import(specifier))
  if (script.cachedDataRejected !== false) process.on('exit', (code) => code === 0 && keep(script))
  return module.exports
}

/** What a run compiles depends on what it does, so each command has a cache of its own. */
function activity() {
  if (BUNDLE === 'program') return 'program'
  const [word = '', ...more] = process.argv.slice(2)
  if (/^[a-z][a-z0-9-]*$/.test(word)) return word
  return [word, ...more].some((each) => each === '-sc' || each.startsWith('--shell')) ? 'complete' : 'show'
}

/**
 * A run of some tenths of a second is over before optimized code has paid for what it took to make; a long sweep still gets
 * there. The numbers mean this to the releases of Node that we know.
 */
function optimizeAfter(budget) {
  if (Number.parseInt(process.versions.node, 10) <= 24) setFlagsFromString(`--interrupt-budget=${budget}`)
}

function readKept() {
  try {
    return readFileSync(kept)
  } catch {
    return undefined
  }
}

function keep(script) {
  const draft = `${kept}.${process.pid}`
  try {
    // V8 takes a cache only under the flags that it was made under.
    optimizeAfter(LATE)
    writeFileSync(draft, script.createCachedData())
    renameSync(draft, kept)
  } catch {
    // Where nothing can be kept, the next run compiles again.
    rmSync(draft, { force: true })
  }
}
