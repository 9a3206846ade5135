// Loads the engine of the bundled command. Most of a short run is compiling, so what was compiled in one run is kept beside
// the bundle for the next. Whatever fails here (a folder that cannot be written, another Node) costs time and nothing else.
// `ENGINE` is the name of the bundle, which the build fills in; this becomes part of a CommonJS file beside it.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

const bundle = `${__dirname}/chunks/${ENGINE}`
const kept = `${bundle}.${process.version}-${process.arch}.${activity()}.cache`

export const { runCommand } = loaded()

function loaded() {
  optimizeLate()
  const script = new Script(readFileSync(bundle, 'latin1'), { filename: bundle, cachedData: readKept() })
  const module = { exports: {} }
  // A script that was compiled before has no `import()` of its own.
  script.runInThisContext()(module.exports, require, module, bundle, (specifier) => import(specifier))
  if (script.cachedDataRejected !== false) process.on('exit', (code) => code === 0 && keep(script))
  return module.exports
}

/** What a run compiles depends on what it does, so each command has a cache of its own. */
function activity() {
  const [word = '', ...more] = process.argv.slice(2)
  if (/^[a-z][a-z0-9-]*$/.test(word)) return word
  return [word, ...more].some((each) => each === '-sc' || each.startsWith('--shell')) ? 'complete' : 'show'
}

/**
 * A run of some tenths of a second is over before optimized code has paid for what it took to make, so V8 is told to wait
 * till a function has run fifteen times as long as usual; a long sweep still gets there. What Node compiles of itself from
 * here on comes without its cache, so what every run needs is loaded first.
 */
function optimizeLate() {
  if (Number.parseInt(process.versions.node, 10) > 24) return
  void process.stdout
  setFlagsFromString('--interrupt-budget=1000000')
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
    writeFileSync(draft, script.createCachedData())
    renameSync(draft, kept)
  } catch {
    // Where nothing can be kept, the next run compiles again.
    rmSync(draft, { force: true })
  }
}
