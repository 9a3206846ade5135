import type { Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Editors, loadEditing } from '../editing.js'

interface EditorProps {
  readonly className: string
  /** What the editor is made with, once. */
  readonly extension: (editors: Editors) => Extension
  /** Told of the editor when it is there, and after each rendering. */
  readonly update: (view: EditorView, editors: Editors) => void
}

/** A CodeMirror editor in a box. */
export function Editor({ className, extension, update }: EditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const made = useRef<{ readonly view: EditorView; readonly editors: Editors } | undefined>(undefined)
  const [fault, setFault] = useState('')
  const latest = useRef(update)
  latest.current = update
  useEffect(() => {
    let isGone = false
    const make = async (): Promise<void> => {
      const editors = await loadEditing()
      // To make an editor takes a while, and so does to fill it, and to parse that: each has a turn of its own.
      await turn()
      if (isGone) return
      const view = editors.makeEditor(box.current!, extension(editors))
      made.current = { view, editors }
      await turn()
      if (isGone) return
      latest.current(view, editors)
      await turn()
      if (!isGone) editors.readAsYaml(view)
    }
    make().catch((error: unknown) => setFault(String(error)))
    return () => {
      isGone = true
      made.current?.view.destroy()
    }
  }, [])
  useEffect(() => {
    if (made.current !== undefined) update(made.current.view, made.current.editors)
  })
  return (
    <div class={className} ref={box}>
      {fault !== '' && <p class="warning">{fault}</p>}
    </div>
  )
}

function turn(): Promise<void> {
  return new Promise((done) => setTimeout(done))
}
