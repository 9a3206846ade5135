import type * as Editing from './editor/index.js'

/** What is behind the door of the editors. */
export type Editors = typeof Editing

/** Gets the editors: a script that is larger than all the rest of the page, and not needed to see it. Loaded once. */
export function loadEditing(): Promise<Editors> {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement('script')
    script.src = 'editor.js'
    script.onload = () => done((globalThis as unknown as { STUDIO_EDITING: Editors }).STUDIO_EDITING)
    script.onerror = () => failed(new Error('editor.js cannot be loaded'))
    document.head.append(script)
  })
  return loading
}

let loading: Promise<Editors> | undefined
