// Scripts with the code that V8 compiled of them in earlier processes, kept in a file. Most of a short run is compiling. Whatever
// fails here (a folder that cannot be written, another Node) costs time and nothing else. The build makes it part of what loads
// a script.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { Script } from 'node:vm'

/** A script of this text, compiled as far as `kept` has it, and how many processes have added to that. */
export function compiledScript(text, filename, kept) {
  const { compiled, processes } = readKept(kept)
  const script = new Script(text, { filename, cachedData: compiled })
  return { script, processes: script.cachedDataRejected === false ? processes : 0 }
}

/**
 * What was compiled, if it is whole. V8 takes it as it is, and a flipped bit in it ends the process without a word, so it
 * is kept twice in one file: whatever was damaged since, the halves differ. (To load a module with digests takes longer than
 * to read and compare.) Behind them stands how many processes have added to it.
 */
function readKept(kept) {
  try {
    const content = readFileSync(kept)
    const half = (content.length - 1) / 2
    return half > 0 && content.compare(content, half, 2 * half, 0, half) === 0
      ? { compiled: content.subarray(0, half), processes: content[2 * half] }
      : {}
  } catch {
    return {}
  }
}

/** Keeps what is compiled by now. */
export function keepCompiled(script, kept, processes) {
  // Threads of a process may keep theirs at once.
  const draft = `${kept}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    const compiled = script.createCachedData()
    writeFileSync(draft, Buffer.concat([compiled, compiled, Buffer.of(processes)]))
    renameSync(draft, kept)
  } catch {
    // Where nothing can be kept, the next process compiles again.
    rmSync(draft, { force: true })
  }
}
