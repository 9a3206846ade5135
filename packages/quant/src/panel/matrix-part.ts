import type { PanelCell, PanelMatrix, PanelTone } from '@hydraconf/studio'
import { type CellKind, KINDS, kindOf, kindsOf, labelOf, reasonOf } from '../picture/plan-cell.js'
import { plural } from '../plural.js'
import type { JudgedJob } from '../sweep/plan.js'
import type { MatrixSweep } from './matrix-jobs.js'

/** What the chosen cell is called among what is chosen in the panel. */
export const CELL = 'cell'

const TONES: Readonly<Record<CellKind, PanelTone>> = {
  effective: 'good',
  base: 'base',
  repeat: 'same',
  nothing: 'nothing',
  ignored: 'doubtful',
  fails: 'bad',
  invalid: 'refused',
}

/** The options that a job chose: its row and its column. Two pairs may have one name, and options have not. */
export type CellOf = (job: JudgedJob) => readonly [row: string, column: string]

export function cellsBy([row, column]: MatrixSweep['axes']): CellOf {
  const chosen = ({ overrides }: JudgedJob, axis: string): string =>
    overrides.find((text) => text.startsWith(axis))?.slice(axis.length) ?? ''
  return (job) => [chosen(job, row), chosen(job, column)]
}

export function cellId([row, column]: readonly [row: string, column: string]): string {
  return `${row} ${column}`
}

/** Rows are pairs, columns overlays; a sweep over something else too has several jobs in a cell, of which the first is drawn. */
export function matrixPart(jobs: readonly JudgedJob[], of: CellOf, chosen: string | undefined): PanelMatrix {
  const rows = distinct(jobs.map((job) => of(job)[0]))
  const columns = distinct(jobs.map((job) => of(job)[1]))
  const cells = new Map<string, JudgedJob[]>()
  for (const job of jobs) {
    const id = cellId(of(job))
    cells.set(id, [...(cells.get(id) ?? []), job])
  }
  return {
    kind: 'matrix',
    name: CELL,
    label: 'Pairs by overlays',
    rows,
    columns,
    cells: rows.map((row) =>
      columns.map((column) => {
        const id = cellId([row, column])
        return cellOf(id, cells.get(id) ?? [], jobs)
      }),
    ),
    legend: kindsOf(jobs).map((kind) => ({ tone: TONES[kind], sign: KINDS[kind].sign, text: KINDS[kind].means })),
    value: chosen,
  }
}

function cellOf(id: string, [job, ...others]: readonly JudgedJob[], all: readonly JudgedJob[]): PanelCell | undefined {
  if (job === undefined) return undefined
  const kind = kindOf(job)
  const more = others.length === 0 ? '' : `, ${plural(others.length + 1, 'job', 'jobs')}`
  return {
    id,
    tone: TONES[kind],
    sign: KINDS[kind].sign,
    text: labelOf(job, all) + more,
    title: reasonOf(job),
  }
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}
