// Loads the script that a package is bundled to, as `require` does it but with what earlier processes compiled of it kept beside
// it. The build makes it part of the module that exports what is in the script, and fills in `LIBRARY`, the file of that.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { cachedDataVersionTag } from 'node:v8'
import { runInThisContext } from 'node:vm'
import { compiledScript, keepCompiled } from './compiled-code.mjs'

const file = fileURLToPath(new URL(LIBRARY, import.meta.url))

/** A process compiles what it runs, and the first may have run next to nothing, so a few add to what is kept. */
const MOST_PROCESSES = 3

/** What the script exports, for the packages of ours that it asks for. */
export function load(packages) {
  const require = createRequire(import.meta.url)
  const ask = (name) => packages[name] ?? require(name)
  const library = { exports: {} }
  wrapped()(library.exports, ask, library, file, (specifier) => import(specifier))
  return library.exports
}

/** The script as a function of what `require` gives to one. */
function wrapped() {
  const text = `(function(exports,require,module,__filename,importModule){${readFileSync(file, 'latin1')}\n})`
  // In a context of its own (Jest makes one for each test file) objects are others than here.
  // biome-ignore lint/security/noGlobalEval: it is our script, and there is no other way to run one in the context that called.
  if (runInThisContext('Object') !== Object) return globalThis.eval(`${text}\n//# sourceURL=${file}`)
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return runInThisContext(text, { filename: file })

  // Compiled code fits one V8, its flags and the processor.
  const kept = `${file}.${cachedDataVersionTag()}.cache`
  const { script, processes } = compiledScript(text, file, kept)
  if (processes < MOST_PROCESSES) {
    process.on('exit', (code) => code === 0 && keepCompiled(script, kept, processes + 1))
  }
  return script.runInThisContext()
}
