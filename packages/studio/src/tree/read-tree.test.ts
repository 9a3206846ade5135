import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type ConfigSource, createSearchPath, type Environment, raise } from '@hydraconf/core'
import { sourceOpener } from '@hydraconf/node'
import { expect, onTestFinished, test } from 'vitest'
import { readTree } from './read-tree.js'

/** A tree of files of whose folder a source tells something else than the disk does. */
function treeOf(files: Readonly<Record<string, string>>, told: (source: ConfigSource) => Partial<ConfigSource>) {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'studio-tree-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const onDisk = sourceOpener(dir)
  const environment: Environment = {
    searchPath: createSearchPath(`file://${dir}/conf`),
    open: (entry) => {
      const source = onDisk(entry)
      return entry.provider === 'main' && source !== undefined ? { ...source, ...told(source) } : source
    },
    facts: { cwd: dir, env: {}, now: {} as never, version: '1.3.5', jobName: 'app' },
  }
  const asked = { environment, configName: 'config', overrides: [], panels: [], command: ['hydraconf'] }
  return readTree(asked, { isServed: true, canEdit: false }).data
}

const FILES = { 'conf/config.yaml': 'a: 1\n', 'conf/closed/a.yaml': 'b: 1\n', 'conf/open/a.yaml': 'c: 1\n' }

// Who may read everything cannot close a folder to itself: what the disk would say is told in its place.
test('a folder that cannot be listed is said, and takes no other file out of the tree', () => {
  const { sources, notes } = treeOf(FILES, ({ list }) => ({
    list: (group) => {
      if (group !== 'closed') return list(group)
      throw raise({ type: 'HydraException', code: 'folder', message: 'Could not list conf/closed', advice: undefined })
    },
  }))
  expect(sources[0]!.files.map(({ path }) => path)).toEqual(['config.yaml', 'open/a.yaml'])
  expect(notes).toEqual(['Could not list conf/closed'])
})

test('so does a file that is listed and cannot be looked at', () => {
  const { sources } = treeOf(FILES, ({ list, read }) => ({
    list: (group) => (group === 'closed' ? [{ name: 'config.yaml/a.yaml', kind: 'file' }] : list(group)),
    read,
  }))
  expect(sources[0]!.files.map(({ path }) => path)).toEqual(['config.yaml', 'open/a.yaml'])
})
