import type { DialectName } from '../dialect/dialect.js'
import { describeOrigin, type Origin } from '../text/source.js'
import type { MapValue } from '../value/value.js'
import { toYamlLines } from '../yaml/emit.js'

/** How a config is explained. */
export interface ExplainAllOptions {
  /** How an origin is shown; as `file:line:column` unless told. */
  readonly show?: ((origin: Origin) => string) | undefined
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
export function explainAll(config: MapValue, { show = describeOrigin, dialect }: ExplainAllOptions = {}): string {
  const origins = new Map<number, Origin>()
  const text = toYamlLines(config, ({ origin }, line) => origins.set(line, origin), dialect)
  const lines = text.split('\n')
  let width = 0
  for (const at of origins.keys()) width = Math.max(width, lines[at]!.length)
  width = Math.min(MARGIN, width)

  // A value that is shared stands in many places, and was written in one.
  const shown = new Map<Origin, string>()
  return lines
    .map((line, at) => {
      const origin = origins.get(at)
      if (origin === undefined) return line
      const note = shown.get(origin) ?? show(origin)
      shown.set(origin, note)
      return `${line.padEnd(width)}  # ${note}`
    })
    .join('\n')
}

/** Notes stand in one column up to here; beside longer lines they follow at once. */
const MARGIN = 72
