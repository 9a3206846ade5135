// The server that is packed with the extension: a process of its own, started by `startClient`.
import { startServer } from '@hydraconf/language-server'

const { stdin: input, stdout: output, env, argv } = process
await startServer({ input, output, cwd: process.cwd(), env, safe: argv.includes('--safe') })
process.exit(0)
