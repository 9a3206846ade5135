import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type AppOptions, appOf, type Host } from '@hydraconf/node'
import { onTestFinished } from 'vitest'
import { panelsOf } from '../../packages/studio/src/tree/panels.js'
import type { Asked } from '../../packages/studio/src/tree/read-tree.js'

/** A tree on disk, and what the command would be asked of it. */
export interface Tree {
  readonly dir: string
  readonly asked: Asked
  write(path: string, text: string): void
}

/** Files in a folder of their own, or a folder that is there with `conf` in it. */
export function treeOf(
  files: Readonly<Record<string, string>> | string,
  env: Readonly<Record<string, string>> = {},
  options: AppOptions = {},
): Tree {
  const dir = typeof files === 'string' ? files : temporary()
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  if (typeof files !== 'string') for (const [path, text] of Object.entries(files)) write(path, text)
  const app = appOf({ configDir: 'conf', configName: 'config', jobName: 'app', ...options }, hostIn(dir, env))
  return {
    dir,
    write,
    asked: {
      environment: app.environment,
      configName: app.configName,
      overrides: [],
      command: ['hydraconf'],
      panels: panelsOf(options.plugins ?? []),
    },
  }
}

function temporary(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'studio-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

function hostIn(dir: string, env: Readonly<Record<string, string>>): Host {
  return {
    argv: [],
    program: undefined,
    env: { ...env },
    cwd: () => dir,
    chdir: () => {},
    now: () => new Date(),
    out: () => {},
    err: () => {},
  }
}

/** A small app with what most of them have. */
export const SHOP = {
  'conf/config.yaml': [
    'defaults:',
    '  - db: mysql',
    '  - optional cache: none',
    '  - ui@shop.ui: plain',
    '  - _self_',
    'url: http://${db.host}:${db.port}/',
    'user: ${oc.env:SHOP_USER}',
    'need: 1',
    '',
  ].join('\n'),
  'conf/db/mysql.yaml': 'defaults: [base, _self_]\nhost: localhost\nport: 3306\n',
  'conf/db/postgres.yaml': 'defaults: [base, _self_]\nhost: pg.local\nport: 5432\nssl: true\n',
  'conf/db/base.yaml': 'host: ???\nport: 1\ntimeout: 10\n',
  'conf/ui/plain.yaml': 'theme: light\nsize: 1\n',
  'conf/ui/rich.yaml': 'theme: dark\nsize: 2\n',
  'conf/other.yaml': 'defaults: [db: postgres, _self_]\nport: 1\n',
} as const
