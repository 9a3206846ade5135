import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Range } from 'vscode-languageserver'

/** Where the code of a `_target_` is: its file, and the line of the class or function in it. */
export interface TargetSource {
  readonly path: string
  readonly range: { readonly targetRange: Range; readonly targetSelectionRange: Range }
}

/** The source of `package.module.Name`, looked for as files below the project. Nothing is run. */
export function targetSource(written: string, project: string): TargetSource | undefined {
  const names = written.replace(/^['"]|['"]$/g, '').split('.')
  for (const root of [project, join(project, 'src'), join(project, 'lib')]) {
    for (let count = names.length - 1; count > 0; count--) {
      const path = moduleFile(join(root, ...names.slice(0, count)))
      if (path !== undefined) return { path, range: lineOf(path, names[count]!) }
    }
  }
  return undefined
}

function moduleFile(base: string): string | undefined {
  return ENDINGS.map((ending) => base + ending).find((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
}

const ENDINGS = ['.py', '/__init__.py', '.ts', '.js', '.mjs', '.cjs', '/index.ts', '/index.js']

function lineOf(path: string, name: string): TargetSource['range'] {
  const lines = readFileSync(path, 'utf8').split('\n')
  const declares = new RegExp(`\\b(class|def|function|const|let|var)\\s+${name.replace(/\W/g, '\\$&')}\\b`)
  const line = Math.max(
    0,
    lines.findIndex((text) => declares.test(text)),
  )
  const range = { start: { line, character: 0 }, end: { line, character: 0 } }
  return { targetRange: range, targetSelectionRange: range }
}
