import { composingText } from '@hydraconf/check'
import {
  type Composed,
  type Explanation,
  HYDRA_SETTINGS,
  type Step,
  type textOfKey,
  unlessRefused,
  variableText,
} from '@hydraconf/core'
import type { Hover, MarkupKind, Position } from 'vscode-languageserver'
import { offsetAt, rangeOf } from '../documents/positions.js'
import type { WrittenDefault } from '../places/defaults-places.js'
import { evaluateAt } from '../places/evaluating.js'
import type { WrittenExpression } from '../places/expressions.js'
import { placedPath, targetPath } from '../places/placing.js'
import type { Entry } from '../places/structure.js'
import { type SyntaxNode, syntaxAt } from '../places/syntax-at.js'
import { absoluteName } from '../places/tree-names.js'
import { firstEntry, type TreeDocument } from '../trees/tree-document.js'
import { chosenBy } from './chosen-configs.js'
import { code, fileLink, inlineCode, markup, placeLink, yamlBlock } from './markup.js'
import { RESOLVERS } from './resolver-docs.js'

/** What the editor shows of the thing under the cursor. */
export function hover(document: TreeDocument, position: Position, kind: MarkupKind): Hover | null {
  const syntax = syntaxAt(document.source, offsetAt(document.source, position))
  const text = syntax === undefined ? undefined : textOf(syntax, document)
  if (syntax === undefined || text === undefined) return null
  const shown = [text, elsewhere(document)].filter((part) => part !== '').join('\n\n')
  return { contents: markup(shown, kind), range: rangeOf({ source: document.source, ...syntax.span }) }
}

function textOf(syntax: SyntaxNode, document: TreeDocument): string | undefined {
  switch (syntax.kind) {
    case 'default':
      return defaultText(syntax.entry, document)
    case 'expression':
      return expressionText(syntax.expression, document)
    case 'key':
      return keyText(syntax.entry, document)
    case 'header':
      return headerText(document)
  }
}

function elsewhere({ seen, isElsewhere }: TreeDocument): string {
  return isElsewhere && seen !== undefined ? `_As composed with_ ${code(composingText(seen.composing))}` : ''
}

/** The final value, where it is from, and what it was before. */
function keyText({ path }: Entry, document: TreeDocument): string | undefined {
  const entry = firstEntry(document)
  if (entry === undefined || document.seen === undefined) return undefined
  const placed = placedPath(entry, path)
  const meaning = HYDRA_SETTINGS[placed.join('.')]
  const explanation = explained(document.seen.composed, placed)
  if (explanation === undefined) {
    const gone = `${code(placed.join('.'))} is not in the composed config`
    return [gone, ...(meaning === undefined ? [] : [meaning])].join('\n\n')
  }
  const { key, value, resolved, origin, steps } = explanation
  return [
    yamlBlock(key, value),
    ...(resolved === undefined ? [] : [`stands for ${inlineCode(resolved)}`]),
    `from ${placeLink(origin, document.tree)}`,
    ...(meaning === undefined ? [] : [meaning]),
    history(steps, document),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** What each config and override on the way said, where there was more than one. */
function history(steps: readonly Step[], document: TreeDocument): string {
  if (steps.length < 2) return ''
  return ['History:', ...steps.map((step) => `- ${stepText(step, document)}`)].join('\n')
}

function stepText(step: Step, { tree }: TreeDocument): string {
  const said = step.kind === 'layer' ? (step.says ?? step.made) : step.made
  const value = said === undefined ? 'gone' : inlineCode(said, 40)
  switch (step.kind) {
    case 'layer': {
      const place = step.says === undefined ? code(step.layer.entry.configPath) : placeLink(step.says.origin, tree)
      return `${value} ${place}${step.changed ? '' : ', which gives way'}`
    }
    case 'variable':
      return `${value} ${variableText(step.variable)}`
    case 'edit':
      return `${value} override ${code(step.override.text)}`
    case 'run':
      return `${value} the run itself`
  }
}

/** What it stands for, and the chain that leads there. */
function expressionText(expression: WrittenExpression, document: TreeDocument): string | undefined {
  const { text, entry, means } = expression
  const landed = firstEntry(document)
  const documentation = means?.kind === 'call' ? resolverText(means.name) : ''
  if (landed === undefined || document.seen === undefined) return documentation === '' ? undefined : documentation
  const { composed } = document.seen
  const path = placedPath(landed, entry.path)
  const evaluated = evaluateAt(composed, path, text)
  const answer =
    evaluated === undefined
      ? ''
      : evaluated.kind === 'value'
        ? `${code(text)} stands for ${inlineCode(evaluated.value)}`
        : `${code(text)} stands for nothing: ${evaluated.error.summary}`
  const chain =
    evaluated?.kind === 'value'
      ? evaluated.reads
      : means?.kind === 'reference'
        ? [targetPath(path, means.dots, means.path)]
        : []
  const links = chain.flatMap((read) => {
    const found = explained(composed, read)
    return found === undefined
      ? []
      : [`- ${code(found.key)}: ${inlineCode(found.value)} ${placeLink(found.origin, document.tree)}`]
  })
  return [answer, links.join('\n'), documentation].filter((part) => part !== '').join('\n\n')
}

function resolverText(name: string): string {
  const known = RESOLVERS[name]
  return known === undefined ? `${code(name)}: a resolver of the program` : `${code(known.call)}\n\n${known.summary}`
}

/** The file, the package that it lands in, and the options of its group. */
function defaultText(written: WrittenDefault, document: TreeDocument): string | undefined {
  const { tree, name: holder } = document
  if (written.kind === 'self')
    return 'Where the values of this config itself are merged: what stands below wins over them.'
  const chosen = chosenBy(written, document)
  const lines = chosen.map(({ name, package: pkg, because }) => {
    const isThere = tree.configs.includes(name)
    const file = isThere ? fileLink(name, tree) : code(name)
    const lands = pkg === undefined ? '' : ` lands in ${pkg === '' ? 'the root of the config' : code(pkg)}`
    return `${file}${lands}${because === undefined ? '' : ` (chosen by ${placeLink(because, tree)})`}`
  })
  if (written.kind === 'group') {
    const group = absoluteName(written.name.text, holder)
    const options = tree.library.options(group, 'config')
    const current = new Set(chosen.map(({ name }) => name))
    if (options.length > 0) {
      const shown = options
        .slice(0, MOST_OPTIONS)
        .map((option) => (current.has(`${group}/${option}`) ? `**${option}**` : option))
      const more = options.length > MOST_OPTIONS ? ` and ${options.length - MOST_OPTIONS} more` : ''
      lines.push(`Options of ${code(group)}: ${shown.join(', ')}${more}`)
    }
  }
  return lines.length === 0 ? undefined : lines.join('\n\n')
}

const MOST_OPTIONS = 40

function headerText(document: TreeDocument): string | undefined {
  const entry = firstEntry(document)
  if (entry === undefined) return undefined
  return `This config lands in ${entry.package === '' ? 'the root of the config' : code(entry.package)}`
}

/** Why a key is what it is; undefined for a key that the config does not have. */
function explained(
  composed: Composed,
  path: readonly (string | Parameters<typeof textOfKey>[0])[],
): Explanation | undefined {
  return unlessRefused(() => composed.explain(path))
}
