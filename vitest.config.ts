import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const packages = readdirSync(new URL('./packages', import.meta.url))
const source = (name: string) => fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url))

// Tests read the TypeScript sources, so that a failing line is a line of ours and no build comes first.
export default defineConfig({
  resolve: {
    alias: [
      ...packages.map((name) => ({ find: new RegExp(`^@hydraconf/${name}$`), replacement: source(name) })),
      { find: /^hydraconf$/, replacement: source('cli') },
    ],
  },
  test: {
    setupFiles: ['test/property-seed.ts'],
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts', 'examples/**/*.test.ts'],
    // Only there to end a test that hangs: how fast something is gets measured in bench/.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
})
