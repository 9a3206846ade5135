import type { DialectName } from '../dialect/dialect.js'
import { describeOrigin, type Origin } from '../text/source.js'
import type { MapValue, Value } from '../value/value.js'
import { annotated } from '../yaml/annotate.js'
import { toYamlLines } from '../yaml/emit.js'

/** How a config is explained. */
export interface ExplainAllOptions {
  /** How an origin is shown; as `file:line:column` unless told. */
  readonly show?: ((origin: Origin) => string) | undefined
  /** Hears of each value: where it was written, and its line in the text, the first being 0. */
  readonly placed?: ((origin: Origin, line: number) => void) | undefined
  /** Whose spelling of YAML; see `ToYamlOptions.dialect`. */
  readonly dialect?: DialectName | undefined
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
export function explainAll(config: MapValue, options: ExplainAllOptions = {}): string {
  const { show = describeOrigin, placed, dialect } = options
  const notes = new Map<number, string>()
  // A value that is shared stands in many places, and was written in one.
  const shown = new Map<Origin, string>()
  const tell = ({ origin }: Value, line: number): void => {
    const note = shown.get(origin) ?? show(origin)
    shown.set(origin, note)
    notes.set(line, note)
    placed?.(origin, line)
  }
  const text = toYamlLines(config, tell, dialect)
  return annotated(text, notes)
}
