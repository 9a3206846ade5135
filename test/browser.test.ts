import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { expect, test } from 'vitest'

const CORE = new URL('../packages/core/', import.meta.url).pathname

test("the sample of core's README runs where there is nothing but JavaScript", async () => {
  const sample = /```ts\n([\s\S]*?)```\n\n<!-- prints -->\n```\n([\s\S]*?)```/.exec(
    readFileSync(`${CORE}README.md`, 'utf8'),
  )
  const [, program = '', prints = ''] = sample ?? []
  const { outputFiles } = await build({
    stdin: { contents: program, loader: 'ts', resolveDir: CORE },
    alias: { '@hydraconf/core': `${CORE}src/index.ts` },
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  })
  const lines: string[] = []
  const log = (value: unknown) => lines.push(typeof value === 'string' ? value : JSON.stringify(value))
  runInContext(outputFiles[0]!.text, createContext({ console: { log } }))
  expect(lines[0]).toBe('{"db":{"host":"localhost","port":1},"url":"localhost:1"}')
  expect(prints.endsWith(lines.slice(1).join('\n'))).toBe(true)
})
