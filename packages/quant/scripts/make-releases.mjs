// Writes `releases/VERSION.json` from the published wheels of ModelOpt.
//   node packages/quant/scripts/make-releases.mjs [WHEEL ...]     (after `npm run build`)
// Without wheels it downloads those of the releases below with pip. Since 0.45 everything is read from the wheel's YAML;
// the formats of older ones are Python constants, which read-constants.py evaluates without ModelOpt being installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadYamlDocuments, toYaml } from '@hydraconf/core'
import { contentsOf } from '../dist/release/distribution.js'
import { readZip } from '../dist/release/zip.js'

const RELEASES = ['0.33.1', '0.40.0', '0.43.0', '0.44.0', '0.45.0', '0.46.1', '0.47.0']

/** What a wheel does not say, by release. */
const GAPS = { '0.33.1': ['seven formats of NVFP4 came in a binary package and are not here'] }

const folder = fileURLToPath(new URL('../releases', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'modelopt-wheels-'))
try {
  mkdirSync(folder, { recursive: true })
  const wheels = process.argv.length > 2 ? process.argv.slice(2) : RELEASES.map(downloaded)
  for (const wheel of wheels) write(wheel)
} finally {
  rmSync(scratch, { recursive: true })
}

function downloaded(version) {
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', scratch, `nvidia-modelopt==${version}`]
  run('python3', args)
  return join(
    scratch,
    readdirSync(scratch).find((name) => name.startsWith(`nvidia_modelopt-${version}-`)),
  )
}

function write(wheel) {
  const bytes = readFileSync(wheel)
  const archive = readZip(bytes)
  const text = (name) => {
    const file = archive.read(name)
    return file === undefined ? undefined : new TextDecoder().decode(file)
  }
  const contents = contentsOf({ names: archive.names, read: text })
  const { modelopt } = contents
  const constants =
    contents.formats === undefined ? constantsOf(text('modelopt/torch/quantization/config.py')) : undefined
  const formats = constants?.formats ?? Object.fromEntries(contents.formats)
  const choices = new Set(constants?.choices ?? contents.choices)
  const release = {
    modelopt,
    provenance: `${basename(wheel)}, sha256 ${createHash('sha256').update(bytes).digest('hex')}`,
    gaps: GAPS[modelopt] ?? [],
    unlisted: Object.keys(formats).filter((name) => !choices.has(name)),
    formats,
    library: contents.formats === undefined ? {} : Object.fromEntries([...contents.library].sort().map(plain)),
  }
  writeFileSync(join(folder, `${modelopt}.json`), linesOf(release))
  process.stdout.write(
    `${modelopt}: ${Object.keys(formats).length} formats, ${Object.keys(release.library).length} files\n`,
  )
}

function constantsOf(source) {
  const script = fileURLToPath(new URL('read-constants.py', import.meta.url))
  return JSON.parse(run('python3', [script], source))
}

/** A file of the library as its values: without comments, but for the one that names its schema. */
function plain([path, text]) {
  const schema = /^\s*#\s*modelopt-schema:\s*(\S+)\s*$/m.exec(text)
  const documents = loadYamlDocuments({ kind: 'file', name: path, text }).map((value) =>
    value.kind === 'map' || value.kind === 'list' ? toYaml(value) : '',
  )
  return [path, (schema === null ? '' : `# modelopt-schema: ${schema[1]}\n`) + documents.join('---\n')]
}

/** JSON with one line a format and a file, so that a change of one is a change of its line. */
function linesOf({ formats, library, ...rest }) {
  const head = Object.entries(rest).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const block = (entries) =>
    Object.entries(entries).map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const blocks = { formats, library }
  const tail = Object.keys(blocks).map((name) => {
    const lines = block(blocks[name])
    return `  ${JSON.stringify(name)}: {${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n  `}}`
  })
  return `{\n${[...head, ...tail].join(',\n')}\n}\n`
}

function run(command, args, input) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')}: ${stderr}`)
  return stdout
}
