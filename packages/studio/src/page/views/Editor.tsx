import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { useEffect, useRef } from 'preact/hooks'

interface EditorProps {
  readonly className: string
  /** What the editor is made with, once. */
  readonly extension: () => Extension
  /** Told of the editor when it is there, and after each rendering. */
  readonly update: (view: EditorView) => void
}

/** A CodeMirror editor in a box. */
export function Editor({ className, extension, update }: EditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | undefined>(undefined)
  useEffect(() => {
    const made = new EditorView({
      parent: box.current!,
      state: EditorState.create({ extensions: extension() }),
    })
    view.current = made
    return () => made.destroy()
  }, [])
  useEffect(() => {
    if (view.current !== undefined) update(view.current)
  })
  return <div class={className} ref={box} />
}
