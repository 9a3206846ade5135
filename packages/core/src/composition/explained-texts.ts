import type { DialectName } from '../dialect/dialect.js'
import { describeOrigin, type Origin } from '../text/source.js'
import { entriesOf, map } from '../value/constructors.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { type Container, isContainer, type MapValue, type Value } from '../value/value.js'
import { annotated, widthOf } from '../yaml/annotate.js'
import { toYamlLines } from '../yaml/emit.js'
import { anchorsIn } from '../yaml/emit-anchors.js'

/** How configs are explained. */
export interface ExplainedTextsOptions {
  /** How an origin is shown; as `file:line:column` unless told. */
  readonly show?: ((origin: Origin) => string) | undefined
  /** Whose spelling of YAML; see `ToYamlOptions.dialect`. */
  readonly dialect?: DialectName | undefined
}

/** A config as YAML, with the place where each value was written in a comment beside it. */
export interface ExplainedText {
  readonly text: string
  /** The comments, as they stand in the text. */
  places(): Generator<ExplainedPlace>
}

/** A place that stands beside a value: its line, the column where it begins, both from 0, and its length, in UTF-16 units. */
export interface ExplainedPlace {
  readonly line: number
  readonly column: number
  readonly length: number
  readonly origin: Origin
}

/**
 * Explains one config after another, as `explainAll` does it. What hangs at a key of the root is written apart from the rest, and
 * once for as long as it is the same object, as it is in the next composition where nothing in it changed.
 */
export class ExplainedTexts {
  private readonly kept = new WeakMap<Container, Part>()
  private readonly show: (origin: Origin) => string
  private readonly dialect: DialectName | undefined

  constructor({ show = describeOrigin, dialect }: ExplainedTextsOptions = {}) {
    this.show = show
    this.dialect = dialect
  }

  of(config: Container): ExplainedText {
    const parts = isOfParts(config) ? this.partsOf(config) : [this.written(config)]
    // All places stand in one column.
    const width = parts.reduce((most, part) => Math.max(most, part.width), 0)
    return { text: parts.map((part) => part.at(width)).join(''), places: () => placesIn(parts, width) }
  }

  private partsOf(config: MapValue): readonly Part[] {
    const parts: Part[] = []
    let plain: (readonly [Key, Value])[] = []
    const flush = (): void => {
      if (plain.length > 0) parts.push(this.written(map(plain)))
      plain = []
    }
    for (const [key, value] of entriesOf(config)) {
      if (!isContainer(value)) {
        plain.push([key, value])
        continue
      }
      flush()
      parts.push(this.partOf(key, value))
    }
    flush()
    return parts
  }

  private partOf(key: Key, value: Container): Part {
    const id = keyId(key)
    const known = this.kept.get(value)
    if (known?.id === id) return known
    const part = this.written(map([[key, value]]), id)
    this.kept.set(value, part)
    return part
  }

  private written(config: Container, id?: KeyId): Part {
    const notes = new Map<number, Note>()
    // A value that is shared stands in many places, and was written in one.
    const shown = new Map<Origin, Note>()
    const tell = ({ origin }: Value, line: number): void => {
      const note = shown.get(origin) ?? { origin, text: this.show(origin) }
      shown.set(origin, note)
      notes.set(line, note)
    }
    return new Part(id, toYamlLines(config, tell, this.dialect), notes)
  }
}

/** Whether what hangs at one key is written the same whatever hangs at the others. */
function isOfParts(config: Container): config is MapValue {
  return config.kind === 'map' && config.items.size > 0 && anchorsIn(config, undefined).size === 0
}

interface Note {
  readonly origin: Origin
  readonly text: string
}

/** What hangs at a key of the root, with where its values are from by line, the first being 0. */
class Part {
  readonly width: number
  private last: { readonly width: number; readonly text: string } | undefined

  constructor(
    readonly id: KeyId | undefined,
    private readonly yaml: string,
    readonly notes: ReadonlyMap<number, Note>,
  ) {
    this.width = widthOf(yaml, notes.keys())
  }

  get lines(): readonly string[] {
    return this.yaml.split('\n')
  }

  /** With the places in a column. */
  at(width: number): string {
    if (this.last?.width !== width) {
      const texts = new Map([...this.notes].map(([line, { text }]) => [line, text]))
      this.last = { width, text: annotated(this.yaml, texts, width) }
    }
    return this.last!.text
  }
}

function* placesIn(parts: readonly Part[], width: number): Generator<ExplainedPlace> {
  let above = 0
  for (const { notes, lines } of parts) {
    for (const [line, { origin, text }] of notes) {
      const column = Math.max(width, lines[line]!.length) + BEFORE_NOTE
      yield { line: above + line, column, length: text.length, origin }
    }
    above += lines.length - 1
  }
}

/** Of `  # `. */
const BEFORE_NOTE = 4
