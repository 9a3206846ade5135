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
  const latest = useRef(update)
  latest.current = update
  useEffect(() => {
    // Each editor takes a while to be made: in a turn of its own it holds up nothing else.
    const turn = setTimeout(() => {
      view.current = new EditorView({
        parent: box.current!,
        state: EditorState.create({ extensions: extension() }),
      })
      latest.current(view.current)
    })
    return () => {
      clearTimeout(turn)
      view.current?.destroy()
    }
  }, [])
  useEffect(() => {
    if (view.current !== undefined) update(view.current)
  })
  return <div class={className} ref={box} />
}
