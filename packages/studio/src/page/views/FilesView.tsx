import { useState } from 'preact/hooks'
import type { FileName } from '../engine/files.js'
import { useAnswer, useStudio } from '../studio.js'
import { EditedFiles } from './EditedFiles.js'
import { LoadTexts } from './LoadTexts.js'
import { NewFile } from './NewFile.js'
import { VirtualRows } from './VirtualRows.js'

/** The files of the tree, and what is found in them. */
export function FilesView() {
  const { tree, session, version, look, turn, hasTexts } = useStudio()
  const [filter, setFilter] = useState('')
  const [search, setSearch] = useState('')
  const files = useAnswer(() => session.files(), [version]) ?? []
  const found = useAnswer(
    () => (search.length < 2 ? Promise.resolve(undefined) : session.search(search)),
    [search, version],
  )
  const shown = files.filter(({ name }) => name.toLowerCase().includes(filter.toLowerCase()))
  return (
    <div class="view files">
      <EditedFiles files={files} />
      {tree.notes.map((note) => (
        <p key={note} class="warning">
          {note}
        </p>
      ))}
      {tree.lacking.length > 0 && (
        <p class="warning">The page does not have what the program brings as code: {tree.lacking.join(', ')}.</p>
      )}
      <div class="tools">
        <input
          type="search"
          placeholder="Filter by name"
          aria-label="Filter files by name"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <input
          type="search"
          disabled={!hasTexts}
          placeholder="Search in files"
          aria-label="Search in files"
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <NewFile />
        <span class="note">
          {shown.length.toLocaleString('en')} {shown.length === 1 ? 'file' : 'files'}
        </span>
      </div>
      {!hasTexts && <LoadTexts why="The page has the names of these files; a text is read when it is needed." />}
      {found === undefined ? (
        <VirtualRows
          count={shown.length}
          height={24}
          label="Files"
          row={(index) => <FileRow file={shown[index]!} isOpen={isSame(shown[index]!, look.file)} />}
        />
      ) : (
        <VirtualRows
          count={found.length}
          height={24}
          label="Found lines"
          row={(index) => {
            const { source, path, line, text } = found[index]!
            return (
              <button type="button" onClick={() => turn({ file: { source, path }, line })}>
                <span class="place">
                  {path}:{line}
                </span>{' '}
                <code>{text}</code>
              </button>
            )
          }}
        />
      )}
    </div>
  )
}

function FileRow({ file, isOpen }: { readonly file: FileName; readonly isOpen: boolean }) {
  const { turn } = useStudio()
  const { source, path, name, isEdited, isNew } = file
  const slash = name.lastIndexOf('/')
  return (
    <button
      type="button"
      class={isOpen ? 'chosen' : ''}
      onClick={() => turn({ file: { source, path }, line: undefined })}
    >
      <span class="quiet">{name.slice(0, slash + 1)}</span>
      {name.slice(slash + 1)}
      {isEdited && <span class="note"> {isNew ? 'new' : 'edited'} here</span>}
    </button>
  )
}

function isSame(file: FileName, other: { readonly source: number; readonly path: string } | undefined): boolean {
  return other !== undefined && file.source === other.source && file.path === other.path
}
