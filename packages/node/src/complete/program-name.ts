import { type DialectName, raise } from '@hydraconf/core'
import { lineNotACommand } from '../messages.js'

/**
 * The command line without what starts the program, as Hydra takes it off: `python app.py`, or one word. In dialect 1.4
 * what follows Python may have dashes: `python -m`.
 *
 * @throws HydraException for a line that does not begin with a program
 */
export function stripPythonOrAppName(line: string, dialect?: DialectName): string {
  // In a line of ASCII these are the letters and digits; the classes take the engine milliseconds to make.
  const word = /^[\x00-\x7f]*$/.test(line) ? 'A-Za-z0-9_' : '\\p{L}\\p{N}_'
  // The parts may be empty and touch: `pythonapp.py` counts as both.
  const flag = dialect === '1.4' ? '\\-' : ''
  const python = new RegExp(`^\\s*[${word}/]*python3?\\s*[${word}/.${flag}]*\\s*(.*)`, 'u')
  const app = new RegExp(`^\\s*[${word}\\-=./]+\\s*(.*)`, 'u')
  const found = python.exec(line) ?? app.exec(line)
  if (found === null) throw raise(lineNotACommand({ line }))
  return found[1]!
}

/** The same for programs that Node starts: `node app.mjs`, `npx app`, `./app.mjs`. */
export function stripProgram(line: string): string {
  const found = NODE.exec(line)
  return found === null ? stripPythonOrAppName(line) : found[1]!
}

const NODE = /^\s*(?:[^\s=]*\/)?(?:node|nodejs|npx|tsx|bun)\s+(?:-\S+\s+)*[^\s=]+\s*(.*)/u
