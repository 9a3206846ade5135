import { shellWord } from '@hydraconf/node'

/** What starts a job on a machine of the cluster. */
export interface Start {
  readonly cwd: string
  /** The words that start this program. */
  readonly program: readonly string[]
  /** The file that takes what the job prints. */
  readonly output: string
  /** How often the job was begun before. */
  readonly attempt: number
}

/** The line for the shell that runs a job. What it prints goes into its directory, and Ray's own log says where that is. */
export function entrypoint({ cwd, program, output, attempt }: Start): string {
  const heading = attempt === 0 ? [] : [`printf '\\n[attempt %d]\\n' ${attempt + 1} >>${shellWord(output)}`]
  return [
    `mkdir -p ${shellWord(output.slice(0, output.lastIndexOf('/')))}`,
    ...heading,
    `cd ${shellWord(cwd)}`,
    `echo ${shellWord(`Output: ${output}`)}`,
    `exec ${program.map(shellWord).join(' ')} >>${shellWord(output)} 2>&1`,
  ].join(' && ')
}

/** A line that ends well where a machine has what jobs need: files that can be read, and the program. */
export function probe(files: readonly string[], node: string): string {
  const checks = files.map((file) => check(`-r ${shellWord(file)}`, `there is no ${file}`))
  return [...checks, check(`-x ${shellWord(node)}`, `there is no Node at ${node}`)].join(' && ')
}

function check(test: string, otherwise: string): string {
  return `{ test ${test} || { echo ${shellWord(otherwise)}; exit 1; }; }`
}
