/**
 * The door of the editors. All of CodeMirror stands behind it, in scripts of their own that are loaded when the page is painted: views
 * take types from here, and functions from `loadEditing`.
 */
export { configEditor, type OfConfig, showConfig } from './config-editor.js'
export { fileEditor, showFile } from './file-editor.js'
export { addPart, makeEditor, type Parts } from './make-editor.js'
export { overrideInput, showMistake, showWords } from './override-input.js'
export { showLineProblems, showProblems } from './problem-marks.js'
export { goToLine } from './yaml-editor.js'
