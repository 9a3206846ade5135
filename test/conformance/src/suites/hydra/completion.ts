import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chdir, cwd } from 'node:process'
import type { OpenSource } from '@hydraconf/core'
import { completeLine, factsOf, fileSource, processHost, sourceOpener, stripPythonOrAppName } from '@hydraconf/node'
import type { Answer, Case, Context } from '../../suite.js'

export function answer({ input, dialect }: Case, { root }: Context): Answer {
  if (input.op === 'strip_python_or_app_name') return { expect: { result: stripPythonOrAppName(input.line, dialect) } }
  return inFreshDirectory(input.files ?? [], (dir) => {
    const searchPath = input.search_path.map(({ provider, path }: { provider: string; path: string }) => ({
      provider,
      path: path.replace('$ROOT', root),
    }))
    const env = { USER: 'hydra_user', HOME: '/home/hydra_user', ...withRoot(input.env ?? {}, root) }
    const facts = factsOf({ ...processHost(), env, cwd: () => dir }, 'app')
    const environment = {
      searchPath,
      open: openerFor(dir, root),
      facts,
      dialect,
      versionBase: input.version_base ?? undefined,
    }
    const line = input.line.replaceAll('$CWD', dir)
    const result = completeLine(line, input.config_name ?? undefined, environment)
    return { expect: { result: result.map((text) => text.replaceAll(dir, '$CWD')) } }
  })
}

/** `pkg://hydra.test_utils…` is Python's: Hydra's own test package, which lies among the trees. */
function openerFor(dir: string, root: string): OpenSource {
  const open = sourceOpener(dir)
  return (entry) => {
    const named = /^pkg:\/\/(hydra\.test_utils\..*)$/.exec(entry.path)?.[1]
    if (named === undefined) return open(entry)
    return fileSource(entry.provider, join(root, 'trees/hydra', named.replaceAll('.', '/')), { path: entry.path })
  }
}

function withRoot(env: Readonly<Record<string, string>>, root: string): Record<string, string> {
  return Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replaceAll('$ROOT', root)]))
}

function inFreshDirectory<T>(files: readonly string[], action: (dir: string) => T): T {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'completion-')))
  const before = cwd()
  try {
    for (const file of files) {
      mkdirSync(dirname(join(dir, file)), { recursive: true })
      writeFileSync(join(dir, file), '')
    }
    chdir(dir)
    return action(dir)
  } finally {
    chdir(before)
    rmSync(dir, { recursive: true, force: true })
  }
}
