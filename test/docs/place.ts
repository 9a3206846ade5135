import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { transformSync } from 'esbuild'
// @ts-expect-error a script without types
import { COMMAND, packageNames } from '../../scripts/build.mjs'
import { ROOT } from '../packages/installed.js'
import type { Folder } from './page.js'

/** A folder in which what the docs show is run, with hydraconf installed. */
export interface Place {
  readonly dir: string
  write(name: string, text: string): void
  /** Starts a command line. */
  start(command: string, env?: Readonly<Record<string, string>>): Started
  remove(): void
}

export interface Started {
  /** What it prints, on stdout and stderr together, and how it ends. */
  readonly ended: Promise<{ readonly output: string; readonly code: number | null }>
  /** Waits until it has printed some words. */
  says(words: string): Promise<void>
  /** Tells it to end, with all that it started. */
  end(): void
}

export function placeFor({ from }: Folder): Place {
  const isHere = from === '.'
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'docs-')))
  const dir = isHere ? ROOT.replace(/\/$/, '') : join(home, 'project')
  if (!isHere) {
    mkdirSync(dir)
    if (from !== undefined) cpSync(join(ROOT, from), dir, { recursive: true })
    installIn(dir)
    if (!existsSync(join(dir, 'package.json'))) writeFileSync(join(dir, 'package.json'), '{ "type": "module" }\n')
  }
  const bin = join(home, 'bin')
  mkdirSync(bin)
  script(join(bin, 'hydraconf'), `exec node '${COMMAND}' "$@"`)
  script(join(bin, 'npx'), 'exec "$@"')
  return {
    dir,
    write(name, text) {
      const path = join(dir, name)
      mkdirSync(dirname(path), { recursive: true })
      // Node 20 knows no types: what tsc would write stands in for it.
      if (!/\.m?ts$/.test(name)) return writeFileSync(path, text)
      writeFileSync(
        path.replace(/ts$/, 'js'),
        transformSync(text, { loader: 'ts', format: 'esm', charset: 'utf8' }).code,
      )
    },
    start(command, more) {
      const env = { ...process.env, PATH: `${bin}:${process.env.PATH}`, HOME: home, NO_COLOR: '1', ...more }
      const child = spawn('bash', ['-c', `{ ${command}\n} 2>&1`], {
        cwd: dir,
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
        detached: true,
      })
      let output = ''
      child.stdout.setEncoding('utf8').on('data', (text) => {
        output += text
      })
      return {
        ended: new Promise((resolve) =>
          child.on('close', (code) => resolve({ output: output.replaceAll(dir, '/project'), code })),
        ),
        async says(words) {
          while (!output.includes(words) && child.exitCode === null)
            await Promise.race([once(child.stdout, 'data'), once(child, 'close')])
        },
        end() {
          if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGTERM')
        },
      }
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}

/** The packages, as built in the checkout. */
export function installIn(dir: string): void {
  mkdirSync(join(dir, 'node_modules/@hydraconf'), { recursive: true })
  for (const [name, folder] of packageNames() as readonly (readonly [string, string])[]) {
    symlinkSync(folder, join(dir, 'node_modules', name))
  }
}

function script(path: string, text: string): void {
  writeFileSync(path, `#!/bin/sh\n${text}\n`)
  chmodSync(path, 0o755)
}
