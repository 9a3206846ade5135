// Our answers to the recorded compositions of public trees, counted as `peer.py` counts those of the others.
//   node bench/peers-parity/own.mjs CORPUS [TREE ...]
import { createReadStream, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { composeDir } from 'hydraconf'

// As in `peer.py`.
const ENVIRON = { HOME: '/home/user', USER: 'user', PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', PROJECT_ROOT: '/project' }

const corpus = resolve(process.argv[2])
const trees = process.argv.slice(3)
const counts = { asked: 0, same: 0, both_refuse: 0, other_yaml: 0, refused: 0, accepted: 0 }
for await (const { expected, ...asked } of cases()) {
  if (!isAsked(asked)) continue
  counts.asked += 1
  counts[verdict(asked, expected)] += 1
}
console.log(JSON.stringify({ library: 'hydraconf', ...counts }))

function verdict(asked, expected) {
  const root = join(corpus, 'trees', asked.tree)
  const ours = answer(asked, root)?.replaceAll(root, '$ROOT')
  if (expected === undefined) return ours === undefined ? 'both_refuse' : 'accepted'
  if (ours === undefined) return 'refused'
  return ours === expected ? 'same' : 'other_yaml'
}

/** The composed config as YAML; undefined where it is refused. */
function answer({ config_dir, config_name: configName, overrides, version_base: versionBase = '1.3' }, root) {
  process.env = { ...ENVIRON }
  process.chdir(root)
  try {
    return composeDir(join(root, config_dir), {
      configName,
      overrides: overrides.map((text) => text.replaceAll('$ROOT', root)),
      versionBase,
    }).yaml()
  } catch {
    return undefined
  }
}

async function* cases() {
  const folder = join(corpus, 'cases')
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.jsonl.gz')) continue
    const known = new Map()
    for await (const line of createInterface({ input: createReadStream(join(folder, name)).pipe(createGunzip()) })) {
      const { expect, ...asked } = JSON.parse(line)
      const expected = expect === undefined ? undefined : whole(expect.yaml, known)
      if (expected !== undefined) known.set(asked.id, expected)
      yield { ...asked, expected }
    }
  }
}

function isAsked({ tree, search_path: searchPath, overrides }) {
  if (trees.length > 0 && !trees.includes(tree)) return false
  return !searchPath?.length && !overrides.some((text) => text.split('=')[0].includes('hydra'))
}

/** A text, or how it differs from that of an earlier case. */
function whole(text, known) {
  if (typeof text === 'string') return text
  const lines = known.get(text.ref).split('\n')
  let grown = 0
  for (const [start, count, put] of text.splice) {
    lines.splice(start + grown, count, ...put)
    grown += put.length - count
  }
  return lines.join('\n')
}
