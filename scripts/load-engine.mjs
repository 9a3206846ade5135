// Loads the engine of the bundles, with what was compiled in one run kept beside it for the next.
// The build fills in `ENGINE`, the file of the engine, and `BUNDLE`, which of the bundles this becomes part of.
import { readFileSync } from 'node:fs'
import 'node:module'
import { tune } from '../packages/node/src/short-run.js'
import { compiledScript, keepCompiled } from './compiled-code.mjs'

const file = `${__dirname}/chunks/${ENGINE}`
const kept = `${file}.${process.version}-${process.arch}.${activity()}.cache`

/** Commands that serve until they are told to stop: what they optimize pays. */
const STAYING = ['lsp', 'studio', 'worker']

const engine = loaded()

export function runCommand(argv) {
  if (STAYING.includes(argv[0])) tune(false)
  return engine.runCommand(argv)
}

/** All that comes before the task is a short run; the task may be a long one. */
export function hydraMain(options, task) {
  return engine.hydraMain(options, (...given) => {
    tune(false)
    return task(...given)
  })
}

function loaded() {
  // What Node compiles of itself under other flags comes without its cache, so what every run needs is loaded before.
  void process.stdout
  tune(true)
  const { script, processes } = compiledScript(readFileSync(file, 'latin1'), file, kept)
  const module = { exports: {} }
  // A script that was compiled before has no `import()` of its own.
  script.runInThisContext()(module.exports, require, module, file, (specifier) => import(specifier))
  if (processes === 0) process.on('exit', (code) => code === 0 && keep(script))
  return module.exports
}

/** What a run compiles depends on what it does, so each command has a cache of its own. */
function activity() {
  if (BUNDLE === 'program') return 'program'
  const [word = '', ...more] = process.argv.slice(2)
  if (/^[a-z][a-z0-9-]*$/.test(word)) return word
  if (word === '--help' || word === '-h') return 'help'
  return [word, ...more].some((each) => each === '-sc' || each.startsWith('--shell')) ? 'complete' : 'show'
}

function keep(script) {
  // V8 takes what was compiled only under the flags that it was compiled under.
  tune(true)
  keepCompiled(script, kept, 1)
}
