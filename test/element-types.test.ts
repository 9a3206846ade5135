import {
  type DialectName,
  following,
  HydraconfError,
  type MapValue,
  merge,
  parseYaml,
  toJs,
  type Value,
} from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { type ClassDeclaration, declaredConfigs } from '../packages/node/src/hydra-plugins/declarations.js'
import { recordedLines } from './recorded-lines.js'

/** What comes to the items of a dict or list whose type is declared (`test/oracle/element_types.py`). */

interface Line {
  /** Of the whole: `Dict[str, %s]`, with the declared type of the items in it. */
  readonly place: string
  readonly type: string
  /** As the merged config declares the items, null where it is a plain one. */
  readonly from: string | null
  readonly before: string | null
  readonly after: Readonly<
    Record<string, { readonly items: unknown; readonly later: Record<string, unknown> } | string>
  >
}

const STRUCT: ClassDeclaration = {
  name: 'A',
  fields: [
    { name: 'k', type: 'int', default: { yaml: '0' } },
    { name: 'l', type: 'str', default: { yaml: 'x' } },
  ],
}

describe.each(['1.3', '1.4'] as const)('dialect %s', (dialect) => {
  const lines = recordedLines<Line>(`element-types-${dialect}.jsonl`)

  test.each([...new Set(lines.map(({ place, type }) => place.replace('%s', type)))])('%s', (whole) => {
    for (const line of lines.filter(({ place, type }) => place.replace('%s', type) === whole)) {
      expect(answers(line, dialect), JSON.stringify({ ...line, after: undefined })).toEqual(line.after)
    }
  })
})

function answers({ place, type, from, before, after }: Line, dialect: DialectName): Line['after'] {
  const [main, sub] = declared(
    place.replace('%s', type),
    from === null ? undefined : place.replace('%s', from),
    dialect,
  )
  const plain = (content: string) =>
    parseYaml(`m: ${place.startsWith('Dict') ? `{a: ${content}}` : `[${content}]`}`, { dialect })
  const more = (onto: Value, coming: Value) => merge(onto, coming, { dialect, follow: following({ dialect }) })
  const begun = before === null ? main : more(main, plain(before))
  const answer = (content: string, next: readonly string[]) =>
    attempt(() => {
      const merged = more(begun, sub === undefined ? plain(content) : more(sub, plain(content)))
      const later = next.map((one) => [one, attempt(() => items(more(merged, plain(one))))])
      return { items: items(merged), later: Object.fromEntries(later) }
    })
  const asked = Object.entries(after).map(([content, told]) => [
    content,
    answer(content, typeof told === 'string' ? [] : Object.keys(told.later)),
  ])
  return Object.fromEntries(asked)

  /** A refusal that Python leaves to a bare TypeError is of the nearest class of ours. */
  function attempt<T>(what: () => T): T | string {
    try {
      return what()
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
      return error.type === 'ConfigTypeError' && dialect === '1.4' ? 'TypeError' : error.type
    }
  }
}

/** An instance of a class that declares `m`, and of a subclass that declares it again. */
function declared(
  type: string,
  again: string | undefined,
  dialect: DialectName,
): readonly [MapValue, MapValue | undefined] {
  const main = {
    name: 'Main',
    fields: [
      { name: 'x', type: 'Any', default: { yaml: '1' } },
      { name: 'm', type },
    ],
  }
  const sub = again === undefined ? [] : [{ name: 'Sub', bases: ['Main'], fields: [{ name: 'm', type: again }] }]
  const stored = [{ name: 'main', class: 'Main' }, ...sub.map(({ name }) => ({ name: 'sub', class: name }))]
  const [first, second] = declaredConfigs([STRUCT, main, ...sub], stored, dialect)
  return [first!.value, second?.value]
}

function items(of: Value): unknown {
  return (toJs(of) as { m: unknown }).m
}
