import { runCommand } from '../packages/cli/src/run-command.js'

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command line of `hydraconf` in a folder, in this process, with the environment it is given and no other. */
export async function runCommandIn(
  dir: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let out = ''
  let err = ''
  const code = await runCommand(words, {
    argv: words,
    program: undefined,
    env: { ...env },
    cwd: () => dir,
    chdir: () => {},
    now: () => new Date(0),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err }
}
