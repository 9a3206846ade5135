import { raise } from '@hydraconf/core'
import { lineNotACommand } from '../messages.js'

/**
 * The command line without what starts the program, as Hydra takes it off: `python app.py`, or one word.
 *
 * @throws HydraException for a line that does not begin with a program
 */
export function stripPythonOrAppName(line: string): string {
  // The parts may be empty and touch: `pythonapp.py` counts as both. Spelled out here, since a class such as \p{L} takes the
  // engine a millisecond that few runs need to spend.
  const found =
    /^\s*[\p{L}\p{N}_/]*python3?\s*[\p{L}\p{N}_/.]*\s*(.*)/u.exec(line) ?? /^\s*[\p{L}\p{N}_\-=./]+\s*(.*)/u.exec(line)
  if (found === null) throw raise(lineNotACommand({ line }))
  return found[1]!
}

/** The same for programs that Node starts: `node app.mjs`, `npx app`, `./app.mjs`. */
export function stripProgram(line: string): string {
  const found = NODE.exec(line)
  return found === null ? stripPythonOrAppName(line) : found[1]!
}

const NODE = /^\s*(?:[^\s=]*\/)?(?:node|nodejs|npx|tsx|bun)\s+(?:-\S+\s+)*[^\s=]+\s*(.*)/u
