// How others do on the config trees of public projects: of the compositions that real Hydra was recorded on, how many come out
// as Hydra's. Installs what is compared, pinned, in a folder of its own, and prints a table.
//   node bench/peers-parity/run.mjs [--corpus ../shared/corpus] [--cache FOLDER] [--only hydra-fast|lerna|readers] [TREE ...]
// Needs Python 3.11 with PyPI, `npm run build`, and the corpus: `cases/*.jsonl.gz` with `trees/` beside them.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const here = fileURLToPath(new URL('.', import.meta.url))

const PEERS = [
  { name: 'hydra-fast', module: 'hydra_fast', pins: ['hydra-fast==0.1.1', 'omegaconf==2.3.1', 'PyYAML==6.0.3'] },
  { name: 'lerna', module: 'lerna', pins: ['lerna==2.2.1', 'omegaconf==2.3.1', 'PyYAML==6.0.3'] },
]

const { values, positionals } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(here, '../../../shared/corpus') },
    cache: { type: 'string', default: join(tmpdir(), 'hydraconf-peers') },
    only: { type: 'string' },
  },
  allowPositionals: true,
})

if (!existsSync(join(values.corpus, 'cases'))) {
  console.error(`There is no corpus in ${values.corpus}: give the folder that has cases/ and trees/ with --corpus.`)
  process.exit(1)
}
for (const { name, module, pins } of PEERS) {
  if (values.only !== undefined && values.only !== name) continue
  const python = installed(name, pins)
  const found = JSON.parse(output(python, [join(here, 'peer.py'), module, values.corpus, ...positionals]))
  const { asked, same, both_refuse: refusedByBoth, other_yaml: other, refused, accepted } = found
  console.log(
    `${name}: ${asked} compositions, ${same + refusedByBoth} as Hydra (${same} the same YAML, ${refusedByBoth} refused by both), ` +
      `${other} with other YAML, ${refused} refused that Hydra composes, ${accepted} accepted that Hydra refuses`,
  )
}
if (values.only === undefined || values.only === 'readers')
  process.stdout.write(output(process.execPath, [join(here, 'readers.mjs'), values.corpus]))

/** A Python with a peer in it. */
function installed(name, pins) {
  const home = join(values.cache, name)
  const python = join(home, 'bin/python')
  const marker = join(home, '.ready')
  if (existsSync(marker)) return python
  mkdirSync(values.cache, { recursive: true })
  output('python3', ['-m', 'venv', home])
  for (const pin of pins) output(python, ['-m', 'pip', '--quiet', '--disable-pip-version-check', 'install', pin])
  writeFileSync(marker, '')
  return python
}

function output(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  if (status === 0) return stdout
  console.error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
  return process.exit(1)
}
