// `node edits.mjs DIR COUNT SEED`: edits the configs in a folder, as editors, version control and scripts do it, in bursts.
// Prints how many there were after each burst, and goes on when it is told to.
import { existsSync, mkdirSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [, , dir, count, seed] = process.argv
const FILES = ['config.yaml', 'db/mysql.yaml', 'db/deep/x.yaml']
let state = Number(seed) >>> 0
let made = 0

const KINDS = [
  // In place.
  (file) => write(dir, file),
  // By renaming, from elsewhere and from beside it.
  (file) => replace(file, join(dir, `draft${made}`)),
  (file) => replace(file, `${join(dir, file)}~`),
  // Deleted and made at once, or a moment later.
  (file) => again(file, 0),
  (file) => again(file, random() * 30),
  // The old one kept under another name.
  (file) => {
    if (existsSync(join(dir, file))) renameSync(join(dir, file), `${join(dir, file)}.bak`)
    write(dir, file)
  },
  // A folder made anew.
  () => {
    remove('db')
    for (const file of FILES.slice(1)) write(dir, file)
  },
  // The whole folder made anew, or another put in its place.
  () => {
    if (random() > 0.3) return
    rmSync(dir, { recursive: true, force: true })
    if (random() < 0.5) sleep(random() * 20)
    for (const file of FILES) write(dir, file)
  },
  () => {
    if (random() > 0.3) return
    for (const name of ['.old', '.new']) rmSync(dir + name, { recursive: true, force: true })
    for (const file of FILES) write(`${dir}.new`, file)
    renameSync(dir, `${dir}.old`)
    renameSync(`${dir}.new`, dir)
  },
]

while (made < Number(count)) {
  const burst = 1 + Math.floor(random() * 60)
  for (let at = 0; at < burst && made < Number(count); at++) {
    made++
    KINDS[Math.floor(random() * KINDS.length)](FILES[Math.floor(random() * FILES.length)])
    if (random() < 0.3) sleep(random() * 25)
  }
  process.stdout.write(`${made}\n`)
  readSync(0, Buffer.alloc(64))
}

function write(into, file) {
  const path = join(into, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, textOf(file))
}

function again(file, pause) {
  remove(file)
  if (pause > 0) sleep(pause)
  write(dir, file)
}

function replace(file, draft) {
  const path = join(dir, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(draft, textOf(file))
  renameSync(draft, path)
}

function textOf(file) {
  const lists = file === 'config.yaml' ? 'defaults: [db: mysql, db/deep: x, _self_]\n' : ''
  return `${lists}n: ${made}\n`
}

function remove(file) {
  rmSync(join(dir, file), { recursive: true, force: true })
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

function random() {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
}
