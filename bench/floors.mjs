// How fast a composition could be at best: the same files, with nothing of Hydra's rules. One JSON line in, one out.
import { readFileSync, statSync, utimesSync } from 'node:fs'
import { createInterface } from 'node:readline'

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Nested maps, lists and scalars by indentation: enough for the trees of this bench, and no more. */
export function parsePlain(text) {
  const root = {}
  const open = [{ indent: -1, holder: root }]
  let pending
  for (const line of text.split('\n')) {
    let indent = 0
    while (line.charCodeAt(indent) === 32) indent++
    const first = line.charCodeAt(indent)
    if (Number.isNaN(first) || first === 35) continue
    if (first === 45) {
      if (pending !== undefined) {
        pending.holder[pending.key] = []
        open.push({ indent: pending.indent, holder: pending.holder[pending.key] })
        pending = undefined
      }
      const list = open[open.length - 1].holder
      if (Array.isArray(list)) list.push(scalar(line.slice(indent + 2)))
      continue
    }
    const colon = line.indexOf(':', indent)
    if (colon < 0) continue
    if (pending !== undefined && indent > pending.indent) {
      pending.holder[pending.key] = {}
      open.push({ indent: pending.indent, holder: pending.holder[pending.key] })
    }
    pending = undefined
    while (open[open.length - 1].indent >= indent) open.pop()
    const { holder } = open[open.length - 1]
    const key = line.slice(indent, colon)
    const rest = line.slice(colon + 2)
    if (rest === '') pending = { holder, key, indent }
    else holder[key] = scalar(rest)
  }
  return root
}

function scalar(text) {
  const number = Number(text)
  if (!Number.isNaN(number)) return number
  return text === 'true' ? true : text === 'false' ? false : text === 'null' ? null : text
}

function mergePlain(onto, from) {
  for (const key in from) {
    const value = from[key]
    const held = onto[key]
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      onto[key] = mergePlain(typeof held === 'object' && held !== null && !Array.isArray(held) ? held : {}, value)
    } else onto[key] = value
  }
  return onto
}

function placed(root, pkg, body) {
  let at = root
  for (const part of pkg === '' ? [] : pkg.split('.')) at = at[part] ??= {}
  mergePlain(at, body)
}

function timed(times, calls, call, before = () => {}) {
  return Array.from({ length: times }, () => {
    before()
    const start = cpu()
    for (let at = 0; at < calls; at++) call()
    return (cpu() - start) / calls
  })
}

function warmUp(call) {
  const start = cpu()
  while (cpu() - start < 1500) call()
}

/** F: every file read, parsed, merged. Hydra's own configs are at hand. */
function cold(taken) {
  const config = {}
  for (const { file, body, package: pkg } of taken) placed(config, pkg, body ?? parsePlain(readFileSync(file, 'utf8')))
  return config
}

/** W: every file asked for its times, then its cached content merged. */
function warm(taken, bodies) {
  const config = {}
  for (const [at, { file, package: pkg }] of taken.entries()) {
    if (file !== undefined) statSync(file)
    placed(config, pkg, bodies[at])
  }
  return config
}

for await (const line of createInterface({ input: process.stdin })) {
  const { ask, taken, times, calls = 1 } = JSON.parse(line)
  let answer
  if (ask === 'first') {
    const [first] = timed(1, 1, () => cold(taken))
    answer = { first }
  } else if (ask === 'cold') {
    let second = 1_600_000_000
    const touch = () => {
      second++
      for (const { file } of taken) if (file !== undefined) utimesSync(file, second, second)
    }
    warmUp(() => cold(taken))
    answer = { times: timed(times, 1, () => cold(taken), touch) }
  } else {
    const bodies = taken.map(({ file, body }) => body ?? parsePlain(readFileSync(file, 'utf8')))
    warmUp(() => warm(taken, bodies))
    answer = { times: timed(times, calls, () => warm(taken, bodies)) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
