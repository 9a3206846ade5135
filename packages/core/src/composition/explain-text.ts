import { codeFrame } from '../text/code-frame.js'
import { pythonFloat } from '../text/python-repr.js'
import { describeOrigin, PROGRAM, printable } from '../text/source.js'
import { entriesOf } from '../value/constructors.js'
import { keyText } from '../value/path.js'
import type { Value } from '../value/value.js'
import { variableText } from './apply-variables.js'
import type { Explanation, SourceOf, Step } from './explanation.js'
import type { InclusionStep } from './inclusion-path.js'

/**
 * An explanation for a terminal:
 *
 * ```
 * optim.lr: 0.1
 *   override optim.lr=0.1
 *                     ^^^
 *   0.01  conf/optim/sgd.yaml:1:5  (config > optim: sgd)
 *   0.1   optim.lr=0.1
 * ```
 */
export function explainText(explanation: Explanation, { whole = false }: ExplainTextOptions = {}): string {
  const cut = whole ? WHOLE : CUT
  return `${lines(explanation, cut, '').join('\n')}\n`
}

export interface ExplainTextOptions {
  /** No value is cut where it grows long: for a file or a pipe. */
  readonly whole?: boolean | undefined
}

/** How many characters of a value are shown, in the first line and in those of the steps. */
interface Cut {
  readonly value: number
  readonly step: number
}

const CUT: Cut = { value: 72, step: 40 }
const WHOLE: Cut = { value: Number.POSITIVE_INFINITY, step: Number.POSITIVE_INFINITY }

function lines({ key, value, resolved, origin, steps, sources }: Explanation, cut: Cut, indent: string): string[] {
  const answer = resolved === undefined ? '' : ` = ${inlineText(resolved, cut.value)}`
  const place = codeFrame(origin)
  return [
    `${key === '' ? 'The whole config' : key}: ${inlineText(value, cut.value)}${answer}`,
    ...(place === '' ? [] : place.split('\n')),
    ...stepLines(steps, cut),
    ...sources.flatMap((source) => sourceLines(source, cut)),
  ].map((line) => indent + printable(line))
}

/** Every step below a map shows the map: from so many characters on they are cut, since thousands of steps have its size each. */
const MOST_WHOLE = 1_000_000

function stepLines(steps: readonly Step[], cut: Cut): string[] {
  let written = 0
  const shown = steps.map((step) => {
    const said = saidIn(step, written < MOST_WHOLE ? cut : CUT)
    written += said.length
    return [said, describeStep(step)] as const
  })
  const width = Math.min(
    40,
    shown.reduce((most, [said]) => Math.max(most, said.length), 0),
  )
  return shown.map(([said, described]) => `  ${said.padEnd(width)}  ${described}`)
}

function saidIn(step: Step, cut: Cut): string {
  const said = step.kind === 'layer' ? (step.says ?? step.made) : step.made
  return said === undefined ? '(gone)' : inlineText(said, cut.step)
}

function describeStep(step: Step): string {
  switch (step.kind) {
    case 'layer': {
      const { entry } = step.layer
      const place = step.says === undefined ? entry.configPath : describeOrigin(step.says.origin)
      return `${place}  (${routeText(step.route)})${step.changed ? '' : ', which gives way'}`
    }
    case 'variable':
      return variableText(step.variable)
    case 'edit':
      return step.override.text
    case 'run':
      return 'the run itself'
  }
}

/** `config > optim: sgd (conf/config.yaml:2:5)`: who included whom, and where the last inclusion is written. */
function routeText(route: readonly InclusionStep[]): string {
  const last = route.at(-1)
  const written =
    last === undefined || last.origin === PROGRAM || route.length < 2 ? '' : `, ${describeOrigin(last.origin)}`
  return `${route.map(({ label }) => label).join(' > ')}${written}`
}

function sourceLines(source: SourceOf, cut: Cut): string[] {
  switch (source.kind) {
    case 'key':
      return ['  reads', ...lines(source.explanation, cut, '    ')]
    case 'env':
      return [
        source.file === undefined
          ? `  reads the environment variable ${source.name}${source.value === undefined ? ', which is not set' : ''}`
          : `  reads the variable ${source.name} of ${source.file}`,
      ]
    case 'resolver':
      return [`  asks the resolver ${source.name}`]
    case 'further':
      return [`  reads ${source.key}, and so on`]
    case 'circle':
      return [`  reads ${source.key}, which reads it in turn`]
  }
}

/** A value on one line, cut where it grows beyond so many characters: `{a: 1, b: [2, 3]}`. */
export function inlineText(value: Value, most: number): string {
  const text = flow(value, most)
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

function flow(value: Value, most: number): string {
  switch (value.kind) {
    case 'map':
      return `{${listed(entriesOf(value), ([key, item]) => `${keyText(key)}: ${inlineText(item, most)}`, most)}}`
    case 'list':
      return `[${listed(value.items, (item) => inlineText(item, most), most)}]`
    case 'str':
      return /^[\w./$*-][\w ./:$*%@+-]*$/.test(value.value) ? value.value : JSON.stringify(value.value)
    case 'float':
      return pythonFloat(value.value)
    case 'bytes':
      return `${value.value.length} bytes`
    default:
      return String(value.value)
  }
}

/** As many of the items as there is room for, and one more. */
function listed<Item>(items: Iterable<Item>, show: (item: Item) => string, most: number): string {
  const parts: string[] = []
  let length = 0
  for (const item of items) {
    const part = show(item)
    length += part.length + 2
    parts.push(part)
    if (length - 2 > most) break
  }
  return parts.join(', ')
}
