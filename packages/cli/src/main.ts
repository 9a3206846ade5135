import { OutputLost, writeOut } from '@hydraconf/node'
import { HYDRA_VERSION, VERSION } from './version.js'

const argv = process.argv.slice(2)

// What needs no engine does not wait for one to load.
if (argv.length === 1 && argv[0] === '--version') print(`hydraconf ${VERSION} (Hydra ${HYDRA_VERSION})\n`)
else void run()

async function run(): Promise<void> {
  const { runCommand } = await import('./engine.js')
  const code = await runCommand(argv)
  if (code !== 0) process.exitCode = code
}

function print(text: string): void {
  try {
    writeOut(text)
  } catch (error) {
    if (!(error instanceof OutputLost)) throw error
    if (error.isUnread) return
    console.error(error.message)
    process.exitCode = 1
  }
}
