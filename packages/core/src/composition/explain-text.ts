import { codeFrame } from '../text/code-frame.js'
import { pythonFloat } from '../text/python-repr.js'
import { describeOrigin, PROGRAM, printable } from '../text/source.js'
import { entriesOf } from '../value/constructors.js'
import { keyText } from '../value/path.js'
import type { Value } from '../value/value.js'
import type { Explanation, SourceOf, Step } from './explain.js'
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
export function explainText(explanation: Explanation): string {
  return `${lines(explanation, '').join('\n')}\n`
}

function lines({ key, value, resolved, origin, steps, sources }: Explanation, indent: string): string[] {
  const answer = resolved === undefined ? '' : ` = ${inline(resolved)}`
  const place = codeFrame(origin)
  return [
    `${key === '' ? 'The whole config' : key}: ${inline(value)}${answer}`,
    ...(place === '' ? [] : place.split('\n')),
    ...stepLines(steps),
    ...sources.flatMap(sourceLines),
  ].map((line) => indent + printable(line))
}

function stepLines(steps: readonly Step[]): string[] {
  const shown = steps.map((step) => [saidIn(step), describeStep(step)] as const)
  const width = Math.min(
    40,
    shown.reduce((most, [said]) => Math.max(most, said.length), 0),
  )
  return shown.map(([said, described]) => `  ${said.padEnd(width)}  ${described}`)
}

function saidIn(step: Step): string {
  const said = step.kind === 'layer' ? (step.says ?? step.made) : step.made
  return said === undefined ? '(gone)' : inline(said, 40)
}

function describeStep(step: Step): string {
  switch (step.kind) {
    case 'layer': {
      const { entry } = step.layer
      const place = step.says === undefined ? entry.configPath : describeOrigin(step.says.origin)
      return `${place}  (${routeText(step.route)})${step.changed ? '' : ', which gives way'}`
    }
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

function sourceLines(source: SourceOf): string[] {
  switch (source.kind) {
    case 'key':
      return ['  reads', ...lines(source.explanation, '    ')]
    case 'env':
      return [
        `  reads the environment variable ${source.name}${source.value === undefined ? ', which is not set' : ''}`,
      ]
    case 'resolver':
      return [`  asks the resolver ${source.name}`]
    case 'further':
      return [`  reads ${source.key}, and so on`]
    case 'circle':
      return [`  reads ${source.key}, which reads it in turn`]
  }
}

/** A value on one line, cut where it grows long. */
function inline(value: Value, most = 72): string {
  const text = flow(value, most)
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}

function flow(value: Value, most: number): string {
  switch (value.kind) {
    case 'map': {
      const parts: string[] = []
      for (const [key, item] of entriesOf(value)) {
        parts.push(`${keyText(key)}: ${inline(item, most)}`)
        if (parts.join(', ').length > most) break
      }
      return `{${parts.join(', ')}}`
    }
    case 'list': {
      const parts: string[] = []
      for (const item of value.items) {
        parts.push(inline(item, most))
        if (parts.join(', ').length > most) break
      }
      return `[${parts.join(', ')}]`
    }
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
