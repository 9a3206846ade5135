import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Archive, readArchive, textsOf, writeArchive } from './oracle/archive.js'
import { messageOf, refusedLike } from './oracle/refusals.js'
import { STAGES } from './oracle/stages.js'

/** The small cases of each stage, against what real Hydra answered. `fixtures/README.md` describes the files. */
const FIXTURES = fileURLToPath(new URL('../fixtures/', import.meta.url))

describe.each(Object.entries(STAGES))('%s', (stage, answersOf) => {
  const files = readdirSync(FIXTURES + stage).filter((file) => file.endsWith('.txt'))

  test.each(files)('%s', (file) => {
    const path = `${FIXTURES}${stage}/${file}`
    const archive = readArchive(readFileSync(path, 'utf8'))
    const { recorded, ...theirs } = textsOf(archive, 'answer')
    expect(recorded).toMatch(/^Written by test\/oracle\/record\.py/)
    const ours = () => answersOf(textsOf(archive, 'put-in'))
    if (theirs.refused === undefined) expect(ours()).toEqual(theirs)
    else expect(refusedLike(theirs.refused.trim(), ours)).toBe(theirs.refused.trim())

    const { message } = textsOf(archive, 'ours')
    if (message === undefined) return
    const now = messageOf(ours)
    if (process.env.UPDATE_OURS) writeFileSync(path, writeArchive(withMessage(archive, now)))
    else expect(now).toBe(message)
  })
})

function withMessage(archive: Archive, text: string): Archive {
  const sections = archive.sections.map((one) => (one.by === 'ours' && one.name === 'message' ? { ...one, text } : one))
  return { ...archive, sections }
}
