import { useRef, useState } from 'preact/hooks'
import type { Refusal } from '../engine/refusal.js'
import { useStudio } from '../studio.js'

/** A new file in one of the config folders: in the page until it is written, as every edit. */
export function NewFile() {
  const { tree, session, look, turn, recompose } = useStudio()
  const folders = tree.sources.flatMap(({ isOnDisk, isAvailable, path }, source) =>
    isOnDisk && isAvailable ? [{ source, path: shownFolder(path, tree.facts.cwd) }] : [],
  )
  const dialog = useRef<HTMLDialogElement>(null)
  const [source, setSource] = useState(folders[0]?.source ?? 0)
  const [path, setPath] = useState('')
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
  if (folders.length === 0) return null
  const open = (): void => {
    const { file } = look
    // Beside the file that is looked at.
    setPath(file === undefined ? '' : file.path.replace(/[^/]*$/, ''))
    if (file !== undefined && folders.some((folder) => folder.source === file.source)) setSource(file.source)
    setRefusal(undefined)
    dialog.current!.showModal()
  }
  const create = async (event: Event): Promise<void> => {
    event.preventDefault()
    const answer = await session.createFile(source, path.trim())
    setRefusal(answer.refusal)
    if (answer.refusal !== undefined) return
    dialog.current!.close()
    turn({ file: answer.value, line: 1 })
    recompose()
  }
  return (
    <>
      <button type="button" onClick={open}>
        New file
      </button>
      <dialog ref={dialog} aria-label="New file">
        <form onSubmit={create}>
          {folders.length > 1 && (
            <label>
              Folder
              <select value={source} onChange={({ currentTarget }) => setSource(Number(currentTarget.value))}>
                {folders.map((folder) => (
                  <option key={folder.source} value={folder.source}>
                    {folder.path}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label>
            Path in the folder
            <input
              type="text"
              placeholder="db/mysql.yaml"
              value={path}
              onInput={({ currentTarget }) => setPath(currentTarget.value)}
            />
          </label>
          {refusal !== undefined && (
            <p class="warning" role="alert">
              {refusal.summary}. {refusal.advice}
            </p>
          )}
          <p class="quiet">It is in the page alone{tree.canEdit ? ' until it is written.' : '.'}</p>
          <button type="submit">Create</button>{' '}
          <button type="button" onClick={() => dialog.current!.close()}>
            Cancel
          </button>
        </form>
      </dialog>
    </>
  )
}

/** From the working directory on, where it is below that. */
function shownFolder(path: string, cwd: string): string {
  const folder = path.replace(/^file:\/\//, '')
  return folder.startsWith(`${cwd}/`) ? folder.slice(cwd.length + 1) : folder
}
