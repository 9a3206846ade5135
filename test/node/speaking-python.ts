import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** For tests, a Python of its own words: each line answers a question, the last one all that come behind. */
export function speakingPython(lines: readonly string[]): string {
  return pythonWith(`const lines = ${JSON.stringify(lines)}
require('node:readline').createInterface({ input: process.stdin }).on('line', () => {
  console.log(lines.length > 1 ? lines.shift() : lines[0])
})`)
}

/** For tests, a Python that proposes the same parameters whenever it is asked, and notes what it is told in the file beside it. */
export function proposingPython(created: object, params: object, best: object): string {
  return pythonWith(`let asked = 0
const answers = {
  create: () => (${JSON.stringify(created)}),
  ask: ({ count }) => ({ trials: Array.from({ length: count }, () => ({ number: asked++, params: ${JSON.stringify(params)} })) }),
  best: () => (${JSON.stringify(best)}),
  recommend: () => ({ params: ${JSON.stringify(params)} }),
}
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const said = JSON.parse(line)
  require('node:fs').appendFileSync(__filename + '.told', line + '\\n')
  console.log(JSON.stringify(answers[said.do]?.(said) ?? {}))
})`)
}

/** What a proposing Python was told. */
export function told(python: string): readonly Record<string, unknown>[] {
  const lines = readFileSync(`${python}.told`, 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

function pythonWith(script: string): string {
  const dir = mkdtempSync(join(tmpdir(), 'python-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const path = join(dir, 'python')
  writeFileSync(path, `#!${process.execPath}\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}
