import { inlineText, isContainer, type Origin, positionOf, shownText, toYaml, type Value } from '@hydraconf/core'
import { type MarkupContent, MarkupKind } from 'vscode-languageserver'
import { uriOfPath } from '../documents/uris.js'
import type { Tree } from '../trees/tree.js'

/** A value on one line, as code. */
export function inlineCode(value: Value, most = 60): string {
  return code(inlineText(value, most))
}

export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`'
  return `${fence}${text.replaceAll('\n', ' ')}${fence}`
}

/** A value as YAML, of a long one the beginning. */
export function yamlBlock(key: string, value: Value): string {
  const text = isContainer(value) ? toYaml(value) : inlineText(value, 200)
  const lines = text.trimEnd().split('\n')
  const shown =
    lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES), `# ... ${lines.length - MOST_LINES} more lines`] : lines
  const body =
    isContainer(value) && lines.length > 0
      ? `${key}:\n${shown.map((line) => `  ${line}`).join('\n')}`
      : `${key}: ${text}`
  return `\`\`\`yaml\n${body}\n\`\`\``
}

const MOST_LINES = 16

/** Where something is written, as a link: `conf/db/mysql.yaml:2`. What is in no file is said as it is. */
export function placeLink(origin: Origin, tree: Tree): string {
  const { source, start } = origin
  if (source.kind === 'override') return `override ${code(shownText(origin).text)}`
  if (source.kind !== 'file') return source.kind === 'builtin' ? "Hydra's own config" : 'the program'
  const path = tree.pathOfSource(source)
  const { line } = positionOf(source.text, start)
  const text = `${source.name}:${line}`
  return path === undefined ? code(text) : `[${text}](${uriOfPath(path)}#L${line})`
}

export function fileLink(name: string, tree: Tree): string {
  const path = tree.pathOf(name)
  return `[${tree.shownPath(path)}](${uriOfPath(path)})`
}

/** Markdown, or for clients that show it as it is, the same without its signs. */
export function markup(markdown: string, kind: MarkupKind): MarkupContent {
  return { kind, value: kind === MarkupKind.Markdown ? markdown : plainText(markdown) }
}

function plainText(markdown: string): string {
  return markdown
    .replace(/^```.*\n?/gm, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|`/g, '')
}
