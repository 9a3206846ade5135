import { describeOrigin, type Origin, placeOf } from '../text/source.js'
import type { MapValue, Value } from '../value/value.js'
import { toYaml } from '../yaml/emit.js'
import { parseYaml } from '../yaml/parse.js'

/** How a config is explained. */
export interface ExplainAllOptions {
  /** How an origin is shown; as `file:line:column` unless told. */
  readonly show?: ((origin: Origin) => string) | undefined
}

/**
 * The config as YAML, with the place where each value was written in a comment beside it:
 *
 * ```
 * optim:
 *   lr: 0.1         # override optim.lr=0.1
 *   momentum: 0.9   # conf/optim/sgd.yaml:2:11
 * ```
 * It is still the YAML of the config.
 */
export function explainAll(config: MapValue, { show = describeOrigin }: ExplainAllOptions = {}): string {
  const text = toYaml(config)
  const lines = text.split('\n')
  const notes = new Map<number, string>()
  for (const [written, value] of leavesOf(parseYaml(text), config)) {
    notes.set(lastLine(text, written.origin), show(value.origin))
  }
  const width = Math.min(MARGIN, Math.max(0, ...[...notes.keys()].map((at) => lines[at]!.length)))
  return lines.map((line, at) => (notes.has(at) ? `${line.padEnd(width)}  # ${notes.get(at)}` : line)).join('\n')
}

/** Notes stand in one column up to here; beside longer lines they follow at once. */
const MARGIN = 72

/** Every value without values in it, as it was written just now and as it was composed. */
function* leavesOf(written: Value, composed: Value): Generator<readonly [Value, Value]> {
  const left = written.kind === 'map' ? [...written.items.values()] : written.kind === 'list' ? written.items : []
  const right = composed.kind === 'map' ? [...composed.items.values()] : composed.kind === 'list' ? composed.items : []
  if (right.length === 0) yield [written, composed]
  for (const [at, item] of right.entries()) {
    const same = left[at]
    if (same !== undefined) yield* leavesOf(same, item)
  }
}

/** A text may go over several lines; a comment can only stand behind the last. */
function lastLine(text: string, { start, end }: Origin): number {
  return placeOf(text, Math.max(start, end - 1)).line - 1
}
