// What others made for the same end, pinned, each in a folder of its own that is kept from one run to the next.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const PEERS_FOLDER = join(tmpdir(), 'hydraconf-peers')

export const HYDRA_FAST = { name: 'hydra-fast', pins: ['hydra-fast==0.1.1', 'omegaconf==2.3.1', 'PyYAML==6.0.3'] }
export const NODE_LOADERS = { name: 'node', pins: ['c12@3.3.4', 'config@4.1.1', 'cosmiconfig@9.0.0', 'js-yaml@4.1.1'] }

/** The Python of an environment with these packages. @throws Error where they cannot be had */
export function pythonWith({ name, pins }, folder = PEERS_FOLDER) {
  const home = join(folder, name)
  const python = join(home, 'bin/python')
  installOnce(home, () => {
    output('python3', ['-m', 'venv', home])
    for (const pin of pins) output(python, ['-m', 'pip', '--quiet', '--disable-pip-version-check', 'install', pin])
  })
  return python
}

/** A folder with these npm packages. @throws Error where they cannot be had */
export function folderWith({ name, pins }, folder = PEERS_FOLDER) {
  const home = join(folder, name)
  installOnce(home, () => {
    writeFileSync(join(home, 'package.json'), '{ "private": true }\n')
    output('npm', ['install', '--no-audit', '--no-fund', '--silent', ...pins], { cwd: home })
  })
  return home
}

function installOnce(home, install) {
  const marker = join(home, '.ready')
  if (existsSync(marker)) return
  mkdirSync(home, { recursive: true })
  install()
  writeFileSync(marker, '')
}

/** What a command prints. @throws Error with what it said where it fails */
export function output(command, args, options = {}) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26, ...options })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
  return stdout
}
