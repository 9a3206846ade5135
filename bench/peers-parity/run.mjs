// How others do on the config trees of public projects: of the compositions that real Hydra was recorded on, how many come out
// as Hydra's. Installs what is compared, pinned, in a folder of its own, and prints a table.
//   node bench/peers-parity/run.mjs [--corpus ../shared/corpus] [--cache FOLDER] [--only hydraconf|hydra-fast|lerna|readers] [TREE ...]
// Needs Python 3.11 with PyPI, `npm run build`, and the corpus: `cases/*.jsonl.gz` with `trees/` beside them.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { HYDRA_FAST, output, PEERS_FOLDER, pythonWith } from '../install-peers.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))

const PEERS = [
  { ...HYDRA_FAST, module: 'hydra_fast' },
  { name: 'lerna', module: 'lerna', pins: ['lerna==2.2.1', 'omegaconf==2.3.1', 'PyYAML==6.0.3'] },
]

const { values, positionals } = parseArgs({
  options: {
    corpus: { type: 'string', default: join(here, '../../../shared/corpus') },
    cache: { type: 'string', default: PEERS_FOLDER },
    only: { type: 'string' },
  },
  allowPositionals: true,
})

if (!existsSync(join(values.corpus, 'cases'))) {
  console.error(`There is no corpus in ${values.corpus}: give the folder that has cases/ and trees/ with --corpus.`)
  process.exit(1)
}
if (isWanted('hydraconf'))
  print('hydraconf', output(process.execPath, [join(here, 'own.mjs'), values.corpus, ...positionals]))
for (const { name, module, pins } of PEERS) {
  if (!isWanted(name)) continue
  const python = pythonWith({ name, pins }, values.cache)
  print(name, output(python, [join(here, 'peer.py'), module, values.corpus, ...positionals]))
}
if (isWanted('readers')) process.stdout.write(output(process.execPath, [join(here, 'readers.mjs'), values.corpus]))

function isWanted(name) {
  return values.only === undefined || values.only === name
}

function print(name, counts) {
  const { asked, same, both_refuse: refusedByBoth, other_yaml: other, refused, accepted } = JSON.parse(counts)
  console.log(
    `${name}: ${asked} compositions, ${same + refusedByBoth} as Hydra (${same} the same YAML, ${refusedByBoth} refused by both), ` +
      `${other} with other YAML, ${refused} refused that Hydra composes, ${accepted} accepted that Hydra refuses`,
  )
}
