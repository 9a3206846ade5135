// What npm's YAML readers make of the config files of public trees, beside what OmegaConf makes of them: our reader's answer,
// which is held against recordings of OmegaConf. A file counts as another where any value or key differs.
//   node bench/peers-parity/readers.mjs CORPUS
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { parseYaml, toJs } from 'hydraconf'
import jsYaml from 'js-yaml'
import YAML from 'yaml'

const REFUSED = Symbol('refused')
const QUIET = { logLevel: 'silent' }

const READERS = {
  'js-yaml 4.1.1': (text) => jsYaml.load(text),
  'yaml 2.9.1': (text) => YAML.parse(text, QUIET),
  'yaml 2.9.1, as YAML 1.1': (text) => YAML.parse(text, { ...QUIET, version: '1.1' }),
}

const corpus = process.argv[2]
const files = readdirSync(join(corpus, 'trees'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
  .map((entry) => join(entry.parentPath, entry.name))
  .sort()

const counts = Object.fromEntries(Object.keys(READERS).map((name) => [name, { same: 0, other: 0, refused: 0 }]))
let asked = 0
for (const file of files) {
  const text = readFileSync(file, 'utf8')
  const config = attempt(() => toJs(parseYaml({ kind: 'file', name: file, text })))
  if (config === REFUSED || Object.keys(config).length === 0) continue
  asked += 1
  for (const [name, read] of Object.entries(READERS)) {
    const theirs = attempt(() => read(text))
    counts[name][theirs === REFUSED ? 'refused' : isDeepStrictEqual(plain(theirs), config) ? 'same' : 'other'] += 1
  }
}
for (const [reader, found] of Object.entries(counts)) console.log(JSON.stringify({ reader, asked, ...found }))

/** Keys as texts, as Python spells them: what `toJs` gives. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object' || value instanceof Date) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [spelled(key), plain(item)]))
}

function spelled(key) {
  return key === 'true' ? 'True' : key === 'false' ? 'False' : key
}

function attempt(read) {
  try {
    return read()
  } catch {
    return REFUSED
  }
}
