// The YAML reader beside js-yaml, in one process and in turn. One JSON line in, one out; times are CPU milliseconds.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseYaml } from '@hydraconf/core'
import { load } from 'js-yaml'

const cpu = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function timed(calls, call) {
  const start = cpu()
  for (let at = 0; at < calls; at++) call()
  return (cpu() - start) / calls
}

const ASKS = {
  /** Every file of a tree, read by both. */
  tree({ dir, times }) {
    const sources = readdirSync(dir, { recursive: true })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => ({ kind: 'file', name, text: readFileSync(join(dir, name), 'utf8') }))
    const ours = () => sources.forEach((source) => void parseYaml(source))
    const jsYaml = () => sources.forEach(({ text }) => void load(text))
    timed(200, ours)
    timed(200, jsYaml)
    const pairs = Array.from({ length: times }, () => [timed(8, jsYaml), timed(8, ours)])
    return { jsYaml: pairs.map(([first]) => first), ours: pairs.map(([, second]) => second) }
  },

  text({ yaml, times }) {
    timed(5, () => parseYaml(yaml))
    return { times: Array.from({ length: times }, () => timed(1, () => parseYaml(yaml))) }
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  process.stdout.write(`${JSON.stringify(ASKS[question.ask](question))}\n`)
}
