// Loads the engine of the bundled command. Most of a short run is compiling, so what was compiled in one run is kept beside
// the bundle for the next. Whatever fails here (a folder that cannot be written, another Node) costs time and nothing else.
// `ENGINE` is the name of the bundle, which the build fills in.
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'

const bundle = fileURLToPath(new URL(`./chunks/${ENGINE}`, import.meta.url))
const kept = `${bundle}.${process.version}-${process.arch}.cache`
const require = createRequire(bundle)

export const { runCommand } = loaded()

function loaded() {
  const code = `(function (exports, require, module, __filename, importModule) { ${readFileSync(bundle, 'latin1')}\n})`
  const script = new vm.Script(code, { filename: bundle, cachedData: readKept() })
  const module = { exports: {} }
  // A script that was compiled before has no `import()` of its own.
  script.runInThisContext()(module.exports, require, module, bundle, (specifier) => import(specifier))
  if (script.cachedDataRejected !== false) process.on('exit', () => keep(script))
  return module.exports
}

function readKept() {
  try {
    return readFileSync(kept)
  } catch {
    return undefined
  }
}

function keep(script) {
  try {
    const draft = `${kept}.${process.pid}`
    writeFileSync(draft, script.createCachedData())
    renameSync(draft, kept)
  } catch {
    // Where nothing can be kept, the next run compiles again.
  }
}
