/** The words behind `node` that start this program: what a process elsewhere starts to run a job of it. */
export function ownProgram(): readonly string[] {
  return [...process.execArgv, process.argv[1]!]
}
