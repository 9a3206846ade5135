import { pathToFileURL } from 'node:url'
import { describeOrigin, HydraconfError, type Origin, placeOf } from '@hydraconf/core'
import { type Colours, VERSION } from '@hydraconf/node'
import { jsonText } from '../json.js'
import type { Checked } from './check-tree.js'
import type { Format } from './formats.js'
import type { Composing, Problem } from './problem.js'

/** What a check found, for people or for programs. */
export function checkReport(
  checked: Checked,
  format: Format,
  cwd: string,
  fixed: readonly string[],
  paint: Colours,
): string {
  switch (format) {
    case 'text':
      return textReport(checked, fixed, paint)
    case 'json':
      return `${jsonText({ ...countsOf(checked), fixed, problems: checked.problems.map((problem) => problemJson(problem)) })}\n`
    case 'sarif':
      return `${jsonText(sarif(checked.problems, cwd))}\n`
  }
}

function countsOf({ problems, compositions, files }: Checked) {
  const errors = problems.filter(({ severity }) => severity === 'error').length
  return { files, compositions, errors, warnings: problems.length - errors }
}

function textReport(checked: Checked, fixed: readonly string[], paint: Colours): string {
  const { files, compositions, errors, warnings } = countsOf(checked)
  const lines = [
    ...fixed.map((text) => `fixed: ${text}\n`),
    ...checked.problems.map((problem) => `${problemText(problem, paint)}\n`),
    `${files} files, ${compositions} compositions: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}\n`,
  ]
  return lines.join('')
}

function problemText({ severity, message, advice, origin, composing }: Problem, paint: Colours): string {
  const place = fileOrigin(origin)
  const where = place === undefined ? '' : `${describeOrigin(place)}: `
  const shown = place === undefined || place.source.text.trim() === '' ? '' : `\n${excerpt(place)}`
  const help = advice === undefined ? '' : `\n  ${advice}`
  const seen = composing === undefined ? '' : `\n  when composing ${composingText(composing)}`
  const shownSeverity = severity === 'error' ? paint.red(severity) : paint.yellow(severity)
  return `${paint.bold(where)}${shownSeverity}: ${message}${shown}${help}${seen}`
}

/** The line with a caret, as errors show it, without their first line. */
function excerpt(origin: Origin): string {
  const shown = new HydraconfError({ type: 'HydraException', code: '', message: '' }, origin).message
  return shown.split('\n').slice(1).join('\n')
}

export function composingText({ configName, overrides }: Composing): string {
  return [configName ?? '(no config)', ...overrides].join(' ')
}

function fileOrigin(origin: Origin | undefined): Origin | undefined {
  return origin?.source.kind === 'file' ? origin : undefined
}

function problemJson({ severity, code, message, advice, origin, composing }: Problem): object {
  const place = fileOrigin(origin)
  return {
    severity,
    code,
    message,
    advice,
    ...(place === undefined ? {} : { file: place.source.name, ...placeOf(place.source.text, place.start) }),
    ...(composing === undefined ? {} : { config: composing.configName, overrides: composing.overrides }),
  }
}

/** The format that code hosts read: SARIF 2.1.0. */
function sarif(problems: readonly Problem[], cwd: string): object {
  const rules = [...new Set(problems.map(({ code }) => code))].map((id) => ({ id }))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'hydraconf', version: VERSION, rules } },
        originalUriBaseIds: { ROOT: { uri: `${pathToFileURL(cwd).href}/` } },
        results: problems.map((problem) => sarifResult(problem)),
      },
    ],
  }
}

function sarifResult({ severity, code, message, advice, origin, composing }: Problem): object {
  const place = fileOrigin(origin)
  const seen = composing === undefined ? '' : ` (when composing ${composingText(composing)})`
  return {
    ruleId: code,
    level: severity,
    message: { text: `${message}${advice === undefined ? '' : `. ${advice}`}${seen}` },
    ...(place === undefined ? {} : { locations: [{ physicalLocation: physicalLocation(place) }] }),
  }
}

function physicalLocation(origin: Origin): object {
  const { text, name } = origin.source
  const start = placeOf(text, origin.start)
  const end = placeOf(text, Math.max(origin.end, origin.start + 1))
  return {
    artifactLocation: { uri: name, uriBaseId: 'ROOT' },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  }
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
