import { useRef } from 'preact/hooks'
import type { FileRef } from '../../tree/tree-data.js'
import type { FileText } from '../engine/files.js'
import { type Studio, useAnswer, useStudio } from '../studio.js'
import { Editor } from './Editor.js'
import { Refused } from './Refused.js'

/** The file that is looked at. What is changed in it is composed at once, and stays in the page. */
export function FilePane() {
  const studio = useStudio()
  const { look, session, version, turn } = studio
  const { file } = look
  const answer = useAnswer(
    async () => (file === undefined ? undefined : { of: file, text: await session.file(file) }),
    [file?.source, file?.path, version],
  )
  if (file === undefined) return null
  // The last answer may be about the file before.
  const isAnswered = answer !== undefined && isSame(answer.of, file)
  const shown = isAnswered ? answer.text : undefined
  const name = shown?.name ?? file.path
  const isNew = shown?.isNew === true
  const isEdited = isNew || (shown !== undefined && shown.text !== shown.onDisk)
  const isConflicting = isEdited && shown.editedFrom !== shown.onDisk
  const keep = async () => {
    await session.keepEdits(file)
    studio.recompose()
  }
  const revert = async () => {
    await session.edit(file, undefined)
    if (isNew) turn({ file: undefined, line: undefined })
    studio.recompose()
  }
  return (
    <section class="file" aria-label="File">
      <h2>
        <span>
          {name}
          {isEdited && <span class="note"> {isNew ? 'new' : 'edited'} here</span>}
        </span>
        <span>
          {isEdited && (
            <button type="button" onClick={revert}>
              {isNew ? 'Discard' : 'Undo all'}
            </button>
          )}
          <button type="button" aria-label="Close the file" onClick={() => turn({ file: undefined, line: undefined })}>
            ×
          </button>
        </span>
      </h2>
      {isConflicting && (
        <p class="warning" role="status">
          The file was changed on disk meanwhile.{' '}
          <button type="button" onClick={revert}>
            Take what is on disk
          </button>{' '}
          <button type="button" onClick={keep}>
            Keep mine
          </button>
        </p>
      )}
      {!isAnswered ? (
        <p class="quiet">Reading …</p>
      ) : shown === undefined ? (
        <p class="quiet">There is no such file.</p>
      ) : shown.refusal !== undefined ? (
        <Refused refusal={shown.refusal} />
      ) : (
        <Text key={`${file.source} ${file.path}`} name={name} shown={shown} studio={studio} />
      )}
    </section>
  )
}

interface TextProps {
  readonly name: string
  readonly shown: FileText
  readonly studio: Studio
}

function Text({ name, shown, studio }: TextProps) {
  const latest = useRef(studio)
  latest.current = studio
  const at = useRef<string>('')
  const marked = useRef(false)
  const file = studio.look.file!
  return (
    <Editor
      className="text"
      parts={({ fileEditor }) =>
        fileEditor(name, (text) => {
          const { session, recompose } = latest.current
          session.edit(file, text).then(recompose)
        })
      }
      update={(view, { showFile, showProblems, goToLine }) => {
        showFile(view, shown.text)
        const here = (studio.problems ?? []).filter(({ place }) => isSame(place?.file, file))
        if (here.length > 0 || marked.current) showProblems(view, here)
        marked.current = here.length > 0
        const { line } = studio.look
        const wanted = `${name} ${line}`
        if (line !== undefined && wanted !== at.current) goToLine(view, line)
        at.current = wanted
      }}
    />
  )
}

function isSame(one: FileRef | undefined, other: FileRef): boolean {
  return one?.source === other.source && one.path === other.path
}
