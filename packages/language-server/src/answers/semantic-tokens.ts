import { parseOverride, type Source } from '@hydraconf/core'
import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from 'vscode-languageserver'
import { positionAt } from '../documents/positions.js'
import { defaultsIn } from '../places/defaults-places.js'
import { expressionsIn } from '../places/expressions.js'
import { allEntries, type Span, structureOf } from '../places/structure.js'
import { headerSpan } from '../places/syntax-at.js'

const TYPES = ['keyword', 'namespace', 'type', 'enumMember', 'property', 'function', 'operator'] as const

type TokenType = (typeof TYPES)[number]

export const TOKEN_LEGEND: SemanticTokensLegend = { tokenTypes: [...TYPES], tokenModifiers: [] }

/** What only Hydra gives a meaning: entries of defaults lists, interpolations, the texts of overrides that are swept over. */
export function semanticTokens(source: Source): SemanticTokens {
  const tokens = [...tokensOf(source)].sort((a, b) => a.start - b.start)
  const builder = new SemanticTokensBuilder()
  let end = 0
  for (const token of tokens) {
    // Clients take neither tokens within others nor tokens over several lines.
    if (token.start < end || source.text.slice(token.start, token.end).includes('\n')) continue
    end = token.end
    const { line, character } = positionAt(source, token.start)
    builder.push(line, character, token.end - token.start, TYPES.indexOf(token.type), 0)
  }
  return builder.build()
}

interface Token extends Span {
  readonly type: TokenType
}

function* tokensOf(source: Source): Generator<Token> {
  const header = headerSpan(source)
  if (header !== undefined) yield { ...header, type: 'keyword' }
  for (const { keywords, kind, name, package: pkg, options } of defaultsIn(source)) {
    for (const { span } of keywords) yield { ...span, type: 'keyword' }
    yield { ...name.span, type: kind === 'self' ? 'keyword' : 'namespace' }
    if (pkg !== undefined) yield { ...pkg.span, type: 'type' }
    for (const { span, text } of options) if (!text.includes('${')) yield { ...span, type: 'enumMember' }
  }
  for (const { means } of expressionsIn(source)) {
    if (means?.kind === 'reference') yield { ...means.span, type: 'property' }
    if (means?.kind === 'call') yield { ...means.span, type: 'function' }
  }
  yield* sweptTokens(source)
}

//   hydra:
//     sweeper:
//       params:
//         lr: range(1, 5)        db: mysql,postgres
//             ^^^^^                       ^
function* sweptTokens(source: Source): Generator<Token> {
  for (const { path, kind, value } of allEntries(structureOf(source).entries)) {
    if (path.slice(0, 3).join('.') !== 'hydra.sweeper.params' || kind !== 'scalar' || value === undefined) continue
    const text = source.text.slice(value.start, value.end)
    if (text.includes('${') || !isOverride(`${path.at(-1)}=${text.replace(/^(['"])(.*)\1$/s, '$2')}`)) continue
    for (const { 0: word, index } of text.matchAll(/[a-z_]+(?=\()|,(?![^(]*\))/g)) {
      const start = value.start + index
      yield { start, end: start + word.length, type: word === ',' ? 'operator' : 'function' }
    }
  }
}

function isOverride(text: string): boolean {
  try {
    parseOverride(text)
    return true
  } catch {
    return false
  }
}
