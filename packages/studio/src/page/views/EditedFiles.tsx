import { useState } from 'preact/hooks'
import type { FileName } from '../engine/files.js'
import { useAnswer, useStudio } from '../studio.js'
import { Differences } from './Differences.js'
import { Refused } from './Refused.js'

/** What was edited in the page, what it changes in the config, and the button that writes it where that is allowed. */
export function EditedFiles({ files }: { readonly files: readonly FileName[] }) {
  const { tree, session, look, version } = useStudio()
  const { configName, overrides } = look
  const edited = files.filter(({ isEdited }) => isEdited)
  const changes = useAnswer(
    () => (edited.length === 0 ? Promise.resolve(undefined) : session.editedResult({ configName, overrides })),
    [edited.length, version, configName, overrides.join('\n')],
  )
  if (edited.length === 0) return null
  return (
    <section class="edited" aria-label="Edited files">
      <h2>
        <span>{edited.length === 1 ? 'One file is' : `${edited.length} files are`} edited here: what that changes</span>
        {tree.canEdit ? (
          <WriteButton edited={edited} />
        ) : (
          <span class="note">in the page alone; --edit lets it write</span>
        )}
      </h2>
      {changes?.refusal !== undefined && <Refused refusal={changes.refusal} />}
      {changes !== undefined && changes.refusal === undefined && (
        <Differences values={changes.value} label="What the edits change" left="On disk" right="Edited" />
      )}
    </section>
  )
}

function WriteButton({ edited }: { readonly edited: readonly FileName[] }) {
  const { session, recompose } = useStudio()
  const [refused, setRefused] = useState('')
  const write = async () => {
    const texts = await Promise.all(edited.map((file) => session.file(file)))
    const edits = edited.map(({ source, path, isNew }, at) => ({
      source,
      path,
      was: isNew ? null : texts[at]!.editedFrom,
      text: texts[at]!.text,
    }))
    const said = await posted(edits)
    setRefused(said)
    if (said !== '') return
    const changed = edits.map(({ source, path, text }, at) => ({ source, path, name: edited[at]!.name, text }))
    await session.apply({ changed, removed: [] })
    recompose()
  }
  return (
    <span>
      {refused !== '' && (
        <span class="warning" role="alert">
          {refused}
        </span>
      )}
      <button type="button" onClick={write}>
        Write {edited.length === 1 ? 'the file' : `${edited.length} files`}
      </button>
    </span>
  )
}

/** Why they are not written; empty where they are. */
async function posted(edits: unknown): Promise<string> {
  try {
    const answer = await fetch('save', { method: 'POST', body: JSON.stringify(edits) })
    if (answer.ok) return ''
    const { message, advice } = (await answer.json()) as { message: string; advice?: string }
    return [message, advice ?? ''].join(' ').trim()
  } catch {
    return 'Nothing was written: nothing serves this page any more. The edits are still in it.'
  }
}
