import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readArchive, textsOf } from './oracle/archive.js'
import { STAGES } from './oracle/stages.js'

/** What we answer otherwise than Hydra on purpose is what the archive says, and is explained in the table. */
const FOLDER = fileURLToPath(new URL('../fixtures/differences/', import.meta.url))
const TABLE = readFileSync(`${FOLDER}README.md`, 'utf8')

describe('a difference on purpose', () => {
  test.each(readdirSync(FOLDER).filter((file) => file.endsWith('.txt')))('%s', (file) => {
    const archive = readArchive(readFileSync(FOLDER + file, 'utf8'))
    const { recorded, ...theirs } = textsOf(archive, 'answer')
    const ours = textsOf(archive, 'ours')
    expect(recorded).toMatch(/^Written by test\/oracle\/record\.py/)
    expect(ours).not.toEqual(theirs)
    const putIn = textsOf(archive, 'put-in')
    const stage = 'compose' in putIn ? 'edits' : '1.yaml' in putIn ? 'merge' : 'interpolation'
    expect(STAGES[stage]!(putIn)).toEqual(ours)
    expect(TABLE).toContain(`\`${file.slice(0, -'.txt'.length)}\``)
  })
})
