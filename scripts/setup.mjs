// Puts the pinned dependencies in place, on a machine that has only Node and npm. Node's own modules alone here:
// this runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What was installed, as a hash of what asked for it; beside the packages, so that deleting them deletes it. */
const marker = join(root, 'node_modules/.hydraconf-setup')

/** A refusal to tell in one line. */
export class SetupError extends Error {}

/** Installs what the lockfile pins; does nothing when that is what is there. Throws a SetupError. */
export async function setUp() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new SetupError(`Node 20.19 or newer is needed; this is ${process.versions.node}.`)

  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const wanted = wantedState(packageManager)
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return

  say(
    `installing the dependencies that pnpm-lock.yaml pins, with ${packageManager} (once; some seconds, or a minute) …`,
  )
  const started = Date.now()
  const ticking = setInterval(() => say(`still installing (${seconds(started)} s) …`), 15_000)
  try {
    await install(packageManager)
  } finally {
    clearInterval(ticking)
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(marker, wanted)
  say(`installed in ${seconds(started)} s.`)
}

/** Says what is being done; on stderr, since stdout is for results. */
export function say(text) {
  process.stderr.write(`hydraconf: ${text}\n`)
}

function wantedState(packageManager) {
  const hash = createHash('sha256').update(packageManager)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)))
  return `${hash.digest('hex')} ${process.platform}-${process.arch}\n`
}

async function install(packageManager) {
  const pnpm = ['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=info']
  const npm = [
    'exec',
    '--yes',
    '--prefer-offline',
    '--loglevel=error',
    `--package=${packageManager}`,
    '--',
    'pnpm',
    ...pnpm,
  ]
  const { code, output } = await run('npm', [...npm, '--config.confirm-modules-purge=false'])
  if (code === 0) return

  const unreachable = NETWORK.exec(output)
  if (unreachable)
    throw new SetupError(
      `cannot install: the npm registry cannot be reached, or refuses (${unreachable[0]}). Check the network and npm's "registry" setting, then run this again.`,
    )
  process.stderr.write(output)
  throw new SetupError(`cannot install: ${packageManager} ended with ${code}; its output is above.`)
}

const NETWORK =
  /\b(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ERR_PNPM_FETCH_\d+|E[45]\d\d|UND_ERR_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)\b/

// Left alone, npm and pnpm go on for minutes before they admit that there is no network.
const PATIENCE = {
  npm_config_fetch_retries: '2',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '5000',
  npm_config_fetch_timeout: '60000',
}

function run(command, args) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...PATIENCE, ...process.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => done({ code: error.code ?? 1, output: `${output}${command}: ${error.message}\n` }))
    child.on('close', (code) => done({ code: code ?? 1, output }))
  })
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000)
}
