import { raise } from '@hydraconf/core'
import { lineNotACommand } from '../messages.js'

/**
 * The command line without what starts the program, as Hydra takes it off: `python app.py`, or one word.
 *
 * @throws HydraException for a line that does not begin with a program
 */
export function stripPythonOrAppName(line: string): string {
  const found = PYTHON.exec(line) ?? APP.exec(line)
  if (found === null) throw raise(lineNotACommand({ line }))
  return found[1]!
}

/** The same for programs that Node starts: `node app.mjs`, `npx app`, `./app.mjs`. */
export function stripProgram(line: string): string {
  const found = NODE.exec(line)
  return found === null ? stripPythonOrAppName(line) : found[1]!
}

// The parts may be empty and touch: `pythonapp.py` counts as both.
const PYTHON = /^\s*[\p{L}\p{N}_/]*python3?\s*[\p{L}\p{N}_/.]*\s*(.*)/u
const APP = /^\s*[\p{L}\p{N}_\-=./]+\s*(.*)/u
const NODE = /^\s*(?:[^\s=]*\/)?(?:node|nodejs|npx|tsx|bun)\s+(?:-\S+\s+)*[^\s=]+\s*(.*)/u
