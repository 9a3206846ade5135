// The disk gets full in the middle of a sweep: that is said in words, no file is torn, and with room again the sweep goes on.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workplace } from './programs.mjs'

const JOBS = 6

/** Whether a small disk can be made here: a file system in memory, in a name space of its own. */
export const CAN_MOUNT = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0

export async function fullDisk(random) {
  if (!CAN_MOUNT) return
  const { dir, remove } = workplace()
  try {
    const size = 24 + 4 * Math.floor(random() * 24)
    const node = `"${process.execPath}" app.mjs`
    const script = `mkdir disk && mount -t tmpfs -o size=${size}k tmpfs disk || exit 99
${node} -m 'x=range(${JOBS})' hydra.sweep.dir=disk/sweep lines=20 > /dev/null 2> first.txt; echo $? > first.code
cp -r disk first; mount -o remount,size=16m disk
if [ -f disk/sweep/.journal.jsonl ]; then ${node} --resume disk/sweep > /dev/null 2> second.txt
else ${node} -m 'x=range(${JOBS})' hydra.sweep.dir=disk/sweep > /dev/null 2> second.txt; fi; echo $? > second.code
cp -r disk second`
    const made = spawnSync('unshare', ['-rm', 'sh', '-c', script], { cwd: dir, encoding: 'utf8' })
    assert.equal(made.status, 0, made.stderr)
    const read = (name) => readFileSync(join(dir, name), 'utf8')
    const first = read('first.txt')
    if (read('first.code') === '0\n') assert.match(first, /^(Logging error: .*no space left.*\n)*$/)
    else assert.match(first, /no space left on the device|ENOSPC/)
    assert.doesNotMatch(first, /internal|dist\/|RangeError|TypeError/)
    expectWhole(join(dir, 'first'))
    assert.equal(read('second.code'), '0\n', read('second.txt'))
    for (let at = 0; at < JOBS; at++) assert.equal(read(`second/sweep/${at}/result.txt`), `x is ${at}`)
    expectWhole(join(dir, 'second'))
  } finally {
    remove()
  }
}

/** Every file of ours is whole: the old text or the new one. */
function expectWhole(dir) {
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    assert.ok(!entry.name.endsWith('.draft'), `${entry.name} is left`)
    if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
    assert.ok(text.endsWith('\n'), `${entry.name} is torn: ${JSON.stringify(text.slice(-40))}`)
  }
}
