import { expect, test, vi } from 'vitest'

const loaded = vi.hoisted(() => [] as string[])
vi.mock('@hydraconf/core', () => ({ raise: loaded.push('core') }))
vi.mock('@hydraconf/node', () => ({ appOf: loaded.push('node') }))
vi.mock('./server/serve.js', () => ({ serve: loaded.push('serve') }))

test('whoever lists the commands loads no server', async () => {
  const { command } = await import('./index.js')
  expect(command.summary).toContain('a page')
  expect(loaded).toEqual([])
})
