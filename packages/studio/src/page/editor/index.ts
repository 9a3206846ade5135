/**
 * The door of the editors. All of CodeMirror stands behind it, in a script of its own that is loaded when the page is painted: views
 * take types from here, and functions from `loadEditing`.
 */
export { configEditor, type OfConfig, showConfig } from './config-editor.js'
export { fileEditor, showFile } from './file-editor.js'
export { makeEditor } from './make-editor.js'
export { overrideInput, showMistake, showWords } from './override-input.js'
export { showLineProblems, showProblems } from './problem-marks.js'
export { goToLine, readAsYaml } from './yaml-editor.js'
