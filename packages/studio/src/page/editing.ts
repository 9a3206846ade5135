import type * as Editing from './editor/index.js'

/** What is behind the door of the editors. */
export type Editors = typeof Editing

/** Gets the editors: scripts that are larger than all the rest of the page, and not needed to see it. Loaded once. */
export function loadEditing(): Promise<Editors> {
  loading ??= Promise.all(EDITOR_SCRIPTS.map(loadScript)).then(
    () => (globalThis as unknown as { STUDIO_PARTS: { './editor.js': Editors } }).STUDIO_PARTS['./editor.js'],
  )
  return loading
}

let loading: Promise<Editors> | undefined

/** Each needs those before it. They are several, since each runs in a turn of its own. */
const EDITOR_SCRIPTS = ['editor-text.js', 'editor-view.js', 'editor-syntax.js', 'editor.js']

function loadScript(name: string): Promise<void> {
  return new Promise((done, failed) => {
    const script = document.createElement('script')
    script.src = name
    // In order, though they come as they come.
    script.async = false
    script.onload = () => done()
    script.onerror = () => failed(new Error(`${name} cannot be loaded`))
    document.head.append(script)
  })
}
