import { HYDRA_VERSION, VERSION } from './version.js'

const argv = process.argv.slice(2)

// What needs no engine does not wait for one to load.
if (argv.length === 1 && argv[0] === '--version')
  process.stdout.write(`hydraconf ${VERSION} (Hydra ${HYDRA_VERSION})\n`)
else void run()

async function run(): Promise<void> {
  const { runCommand } = await import('./engine.js')
  const code = await runCommand(argv)
  if (code !== 0) process.exitCode = code
}
