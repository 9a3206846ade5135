import { expect, test, vi } from 'vitest'

const loaded = vi.hoisted(() => [] as string[])
vi.mock('@hydraconf/check', () => ({ checking: loaded.push('check') }))
vi.mock('@hydraconf/core', () => ({ raise: loaded.push('core') }))
vi.mock('@hydraconf/node', () => ({ VERSION: loaded.push('node') }))
vi.mock('vscode-languageserver/node', () => ({ createConnection: loaded.push('vscode-languageserver') }))
vi.mock('yaml', () => ({ parseDocument: loaded.push('yaml') }))
vi.mock('./heap.js', () => ({ keepHeapSmall: loaded.push('heap') }))
vi.mock('./start.js', () => ({ start: () => loaded.push('start') }))

test('nothing of the server is loaded until one is started', async () => {
  const { command, startServer } = await import('./index.js')
  expect(command.summary).toContain('language server')
  expect(loaded).toEqual([])
  await startServer({ input: process.stdin, output: process.stdout, cwd: '/', env: {} })
  expect(loaded).toEqual(['start'])
})
