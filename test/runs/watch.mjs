// A folder of configs is watched while another process edits it: what was there last is always seen.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const FILES = {
  'config.yaml': 'defaults: [db: mysql, db/deep: x, _self_]\nn: 0\n',
  'db/mysql.yaml': 'n: 0\n',
  'db/deep/x.yaml': 'n: 0\n',
}

/** So many edits of every kind, mixed at random. */
export const watchOf = (edits) => async (random) => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-watch-')))
  const conf = join(dir, 'conf')
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(conf, name)), { recursive: true })
    writeFileSync(join(conf, name), text)
  }
  const { appOf, composeDir, processHost, watch } = await bundled(dir)
  const { configName, environment } = appOf({ configDir: conf, configName: 'config' }, processHost())
  // What does not compose in the middle of an edit is not the last state.
  const watching = watch({ configName }, environment, { onUpdate: () => {}, onError: () => {} })
  const seed = Math.floor(random() * 2 ** 31)
  const editor = spawn(process.execPath, [join(here, 'edits.mjs'), conf, String(edits), String(seed)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const onDisk = () => composeDir(conf, { configName: 'config' }).yaml()
    for await (const made of createInterface({ input: editor.stdout })) {
      const seen = () => watching.composed.yaml()
      for (let patience = 500; seen() !== onDisk() && patience > 0; patience--) await wait(10)
      assert.equal(seen(), onDisk(), `after ${made} edits, seed ${seed}`)
      editor.stdin.write('on\n')
    }
  } finally {
    editor.kill()
    watching.close()
    rmSync(dir, { recursive: true, force: true })
  }
}

async function bundled(dir) {
  const outfile = join(dir, 'node.mjs')
  const packages = join(here, '../../packages')
  await build({
    entryPoints: [join(packages, 'node/src/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    alias: { '@hydraconf/core': join(packages, 'core/src/index.ts') },
    banner: { js: "import { createRequire as make } from 'node:module'; const require = make(import.meta.url)" },
  })
  return import(pathToFileURL(outfile).href)
}
