import type { EditorView } from '@codemirror/view'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { type Editors, loadEditing } from '../editing.js'
import type { Parts } from '../editor/index.js'
import { QueueContext } from '../studio.js'
import { nextTurn } from '../turns.js'

interface EditorProps {
  readonly className: string
  /** What the editor is made with, once. */
  readonly parts: (editors: Editors) => Parts
  /** Told of the editor when it is there, and after each rendering. */
  readonly update: (view: EditorView, editors: Editors) => void
}

/** A CodeMirror editor in a box. */
export function Editor({ className, parts, update }: EditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const made = useRef<{ readonly view: EditorView; readonly editors: Editors } | undefined>(undefined)
  const [fault, setFault] = useState('')
  const queue = useContext(QueueContext)!
  const latest = useRef(update)
  latest.current = update
  useEffect(() => {
    let isGone = false
    /** To make an editor takes a while: it is done in steps, each in a turn of its own. */
    function* steps(editors: Editors) {
      const all = parts(editors)
      yield
      const view = editors.makeEditor(box.current!, all)
      made.current = { view, editors }
      yield
      latest.current(view, editors)
      for (const part of all.slice(1)) {
        yield
        editors.addPart(view, part)
      }
    }
    const make = async (): Promise<void> => {
      for (const _ of steps(await loadEditing())) {
        await nextTurn()
        if (isGone) return
      }
    }
    queue.do(make).catch((error: unknown) => setFault(String(error)))
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
