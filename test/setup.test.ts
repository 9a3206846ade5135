import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'

const project = fileURLToPath(new URL('..', import.meta.url))
const bare = mkdtempSync(join(tmpdir(), 'hydraconf-bare-'))
for (const part of ['scripts', 'package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', '.ci'])
  cpSync(join(project, part), join(bare, part), { recursive: true })
afterAll(() => rmSync(bare, { recursive: true, force: true }))

// A port that nobody listens on, and no cache to fall back to.
const offline = {
  ...process.env,
  npm_config_registry: 'http://127.0.0.1:9',
  npm_config_cache: join(bare, 'cache'),
  npm_config_fetch_retries: '0',
}

describe('a machine with nothing installed, and no way to the registry', () => {
  test('npm start says so in one line, and ends with 1', () => {
    const { status, stdout, stderr } = run('node', ['scripts/hydraconf.mjs', 'dataset.size=small'])
    expect(status).toBe(1)
    expect(stdout).toBe('')
    const [installing, refusal, ...more] = stderr.trimEnd().split('\n')
    expect(installing).toMatch(/^hydraconf: installing the dependencies .* pnpm@/)
    expect(refusal).toMatch(/^hydraconf: cannot install: the npm registry cannot be reached/)
    expect(more).toEqual([])
  })

  test('.ci/run ends with its count all the same', () => {
    const { status, stdout } = run('bash', ['.ci/run'])
    expect(status).toBe(1)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 passed, 1 failed')
  })
})

function run(command: string, args: readonly string[]) {
  return spawnSync(command, args, { cwd: bare, env: offline, encoding: 'utf8' })
}
