import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('every file that CONTRIBUTING.md says to open is there', () => {
  const files = [...section('CONTRIBUTING.md', 'I want to change X').matchAll(/`([\w-]+\/src\/[\w/.-]+)`/g)]
  expect(files.length).toBeGreaterThan(80)
  expect(missing(files.map(([, file]) => file!))).toEqual([])
})

test('every file that ARCHITECTURE.md names is there', () => {
  const named = [...read('ARCHITECTURE.md').matchAll(/\b(core|node|cli)\/([\w-]+(?:\/[\w.-]+)*\.ts)\b/g)]
  expect(named.length).toBeGreaterThan(20)
  const files = named.map(([, folder, file]) =>
    file!.startsWith('src/') ? `${folder}/${file}` : `${folder}/src/${file}`,
  )
  expect(missing(files)).toEqual([])
})

function section(page: string, title: string): string {
  return (
    read(page)
      .split(/^## /m)
      .find((text) => text.startsWith(title)) ?? ''
  )
}

function missing(files: readonly string[]): readonly string[] {
  return files.filter((file) => !existsSync(new URL(`../packages/${file}`, import.meta.url)))
}

function read(page: string): string {
  return readFileSync(new URL(`../${page}`, import.meta.url), 'utf8')
}
