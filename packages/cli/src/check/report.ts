import { type Checked, composingText, fileOrigin, type Problem, type Severity } from '@hydraconf/check'
import {
  describeOrigin,
  HydraconfError,
  type Origin,
  positionOfOrigin,
  printable,
  printableLines,
} from '@hydraconf/core'
import type { Colours } from '@hydraconf/node'
import { jsonText } from '../json.js'
import type { Format } from './formats.js'
import { sarif } from './sarif.js'

interface CheckReportOptions {
  readonly format: Format
  readonly cwd: string
  /** What was mended, a line each. */
  readonly fixed: readonly string[]
  readonly paint: Colours
}

/** What a check found, for people or for programs. */
export function checkReport(checked: Checked, { format, cwd, fixed, paint }: CheckReportOptions): string {
  switch (format) {
    case 'text':
      return textReport(checked, fixed, paint)
    case 'json':
      return `${jsonText(reportJson(checked, fixed))}\n`
    case 'sarif':
      return `${jsonText(sarif(checked.problems, cwd))}\n`
  }
}

function countsOf({ problems, compositions, files }: Checked) {
  const count = (of: Severity): number => problems.filter(({ severity }) => severity === of).length
  return { files, compositions, errors: count('error'), warnings: count('warning'), notes: count('note') }
}

function textReport(checked: Checked, fixed: readonly string[], paint: Colours): string {
  const { files, compositions, errors, warnings, notes } = countsOf(checked)
  const { untried, leftOut, otherTrees } = checked
  const found = [
    counted(errors, 'error'),
    counted(warnings, 'warning'),
    ...(notes === 0 ? [] : [counted(notes, 'note')]),
  ]
  const lines = [
    ...fixed.map((text) => printable(`fixed: ${text}`)),
    ...checked.problems.map((problem) => problemText(problem, paint)),
    ...(untried.length === 0
      ? []
      : [`Not tried, since no primary config composes that could take them: ${printable(some(untried))}`]),
    ...(leftOut === 0
      ? []
      : [`Past the limit, left out: at least ${counted(leftOut, 'composition')} (--limit N tries more)`]),
    ...(otherTrees.length === 0
      ? []
      : [`Not looked into, since a program beside has them: ${printable(some(otherTrees))} (-cp FOLDER does)`]),
    `${counted(files, 'file')}, ${counted(compositions, 'composition')}: ${found.join(', ')}`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** A problem with its place, for people. */
export function problemText({ severity, message, advice, origin, also, composing }: Problem, paint: Colours): string {
  const place = fileOrigin(origin)
  const where = place === undefined ? '' : `${describeOrigin(place)}: `
  const shown = place === undefined || place.end === place.start ? '' : `\n${excerpt(place)}`
  const help = advice === undefined ? '' : `\n  ${printableLines(advice)}`
  const others = also.length === 0 ? '' : `\n  also at ${some(also.map(describeOrigin))}`
  const seen = composing === undefined ? '' : `\n  when composing ${printable(composingText(composing))}`
  return `${paint.bold(where)}${painted(severity, paint)}: ${printableLines(message)}${shown}${help}${others}${seen}`
}

function painted(severity: Severity, paint: Colours): string {
  if (severity === 'note') return severity
  return severity === 'error' ? paint.red(severity) : paint.yellow(severity)
}

/** The line with a caret, as errors show it, without their first line. */
function excerpt(origin: Origin): string {
  const shown = new HydraconfError({ type: 'HydraException', code: '', message: '' }, origin).message
  return shown.split('\n').slice(1).join('\n')
}

function reportJson(checked: Checked, fixed: readonly string[]): object {
  const { primaries, untried, leftOut, otherTrees, problems } = checked
  return {
    ...countsOf(checked),
    primaries,
    untried,
    leftOut,
    otherTrees,
    fixed,
    problems: problems.map((problem) => problemJson(problem)),
  }
}

/** A problem as data. */
export function problemJson({ severity, code, message, advice, origin, also, composing }: Problem): object {
  const place = fileOrigin(origin)
  return {
    severity,
    code,
    message,
    advice,
    ...(place === undefined ? {} : placeJson(place)),
    ...(also.length === 0 ? {} : { also: also.flatMap((each) => fileOrigin(each) ?? []).map(placeJson) }),
    ...(composing === undefined
      ? {}
      : {
          ...(composing.folder === '' ? {} : { folder: composing.folder }),
          config: composing.configName,
          overrides: composing.overrides.map(({ text }) => text),
        }),
  }
}

function placeJson(origin: Origin): object {
  return { file: origin.source.name, ...positionOfOrigin(origin) }
}

const MOST = 5

function some(words: readonly string[]): string {
  return words.length <= MOST ? words.join(', ') : `${words.slice(0, MOST).join(', ')} and ${words.length - MOST} more`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
