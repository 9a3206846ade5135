import type { DialectName, YamlWritingRules } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { nestsTooDeepToWrite } from '../messages/yaml.js'
import { raise } from '../text/errors.js'
import { pythonFloat } from '../text/python-repr.js'
import { entriesOf } from '../value/constructors.js'
import { MAX_DEPTH } from '../value/depth-limit.js'
import type { Key } from '../value/key.js'
import type { Container, MapValue, PathValue, Value } from '../value/value.js'
import { base64Lines } from './base64.js'
import { anchorsIn } from './emit-anchors.js'
import { OutputBuffer } from './output-buffer.js'
import { pathParts } from './python-path.js'
import { hasBreaks, type Style, styleOf } from './scalar-style.js'
import { sortedByKey } from './sort-keys.js'
import {
  type FoldIndent,
  writeDoubleQuoted,
  writeDoubleQuotedAtSpaces,
  writeLiteral,
  writePlain,
  writeSingleQuoted,
} from './write-scalar.js'

/** How a config is written. */
export interface ToYamlOptions {
  /** Keys in Python's order, in every map whose keys can be compared. Otherwise as they are. */
  readonly sortKeys?: boolean | undefined
  /**
   * The lists and maps that are one object wherever they turn up (a cached resolver's answer): written once, then
   * referred to by an alias. See `EvaluationOptions.made`.
   */
  readonly made?: ReadonlySet<Value> | undefined
  /** Whose spelling: that of OmegaConf 2.3 under Hydra 1.3, unless told, or of 2.4 under 1.4. */
  readonly dialect?: DialectName | undefined
}

/**
 * A config as YAML, to the byte as `OmegaConf.to_yaml` writes it. Interpolations are written as they stand; resolve
 * first to have their values.
 */
export function toYaml(config: Container, { sortKeys = false, made, dialect }: ToYamlOptions = {}): string {
  const rules = rulesOf(dialect)
  const anchors = anchorsIn(config, rules.repeatsResults ? undefined : made)
  return written(config, new Emission(rules, sortKeys, anchors, undefined))
}

/**
 * As `toYaml`; tells of every value without values in it, in turn, on which line a comment may follow it, the first
 * being 0: the one it ends on, or for bytes the one they start on.
 */
export function toYamlLines(
  config: Container,
  tell: (value: Value, line: number) => void,
  dialect?: DialectName,
): string {
  return written(config, new Emission(rulesOf(dialect), false, anchorsIn(config, undefined), tell))
}

const rulesOf = (dialect: DialectName | undefined): YamlWritingRules => dialectOf(dialect).yaml.write

function written(config: Container, emission: Emission): string {
  emission.node(config, 0, 'root')
  emission.page.indent(0)
  return emission.page.toString()
}

/** Where a node stands, which decides how a list below it is indented. */
type Context = 'root' | 'in-list' | 'in-map'

const STEP = 2
const PATH_TAG = '!!python/object/apply:pathlib.PosixPath'

/** One document being written. Its `indent`s are those of the block a node stands in. */
class Emission {
  readonly page = new OutputBuffer()
  private readonly written = new Set<Value>()
  private levels = 0

  constructor(
    private readonly rules: YamlWritingRules,
    private readonly sortKeys: boolean,
    private readonly anchors: ReadonlyMap<Value, string>,
    private tell: ((value: Value, line: number) => void) | undefined,
  ) {}

  node(value: Value, indent: number, context: Context): void {
    const { page } = this
    const anchor = this.anchors.size === 0 ? undefined : this.anchors.get(value)
    if (anchor !== undefined) {
      if (this.written.has(value)) {
        page.indicator(`*${anchor}`, true)
        return
      }
      this.written.add(value)
      page.indicator(`&${anchor}`, true)
    }
    const start = page.lines
    switch (value.kind) {
      case 'map':
        if (value.items.size === 0) page.indicator('{}', true)
        else this.map(value, context === 'root' ? 0 : indent + STEP)
        break
      case 'list':
        this.list(value.items, indent, context)
        break
      case 'path':
        this.path(value, indent, context)
        break
      default:
        this.scalar(value, context === 'root' ? STEP : indent + STEP)
    }
    if (this.tell !== undefined && isLeaf(value)) this.tell(value, value.kind === 'bytes' ? start : page.lines)
  }

  private map(of: MapValue, indent: number): void {
    this.enter()
    const entries = this.sortKeys ? sortedByKey([...entriesOf(of)]) : entriesOf(of)
    for (const [key, value] of entries) {
      this.page.indent(indent)
      if (this.simpleKey(key)) {
        this.page.indicator(':', false)
      } else {
        this.page.blockIndicator('?')
        this.complexKey(key, indent + STEP)
        this.page.indent(indent)
        this.page.blockIndicator(':')
      }
      this.node(value, indent, 'in-map')
    }
    this.levels--
  }

  /** A list below a key is not indented, unless it starts on the line of a `? ` key's `:`. */
  private list(items: readonly Value[], outer: number, context: Context): void {
    const { page } = this
    if (items.length === 0) {
      page.indicator('[]', true)
      return
    }
    this.enter()
    const isIndentless = context === 'root' || (context === 'in-map' && !page.isIndention)
    const indent = isIndentless ? outer : outer + STEP
    for (const item of items) {
      page.indent(indent)
      page.blockIndicator('-')
      this.node(item, indent, 'in-list')
    }
    this.levels--
  }

  /** A path is a list of its parts under a tag. */
  private path(value: PathValue, indent: number, context: Context): void {
    const { tell } = this
    this.tell = undefined
    this.page.indicator(PATH_TAG, true)
    const parts = this.rules.writesPathsWhole ? [value.value] : pathParts(value.value)
    this.list(
      parts.map((part) => ({ kind: 'str', value: part, origin: value.origin })),
      indent,
      context,
    )
    this.tell = tell
  }

  private scalar(value: Exclude<Value, Container | PathValue>, fold: number): void {
    switch (value.kind) {
      case 'null':
        writePlain(this.page, 'null', fold)
        break
      case 'bool':
        writePlain(this.page, value.value ? 'true' : 'false', fold)
        break
      case 'int':
        writePlain(this.page, value.value.toString(), fold)
        break
      case 'float':
        writePlain(this.page, floatText(value.value), fold)
        break
      case 'bytes':
        this.bytes(value.value, fold)
        break
      default: {
        const text = value.kind === 'str' && value.isEscaped ? `\\${value.value}` : value.value
        this.text(text, styleOf(text, this.rules), fold)
      }
    }
  }

  private text(text: string, style: Style, fold: FoldIndent): void {
    if (style === 'plain') writePlain(this.page, text, fold)
    else if (style === 'single') writeSingleQuoted(this.page, text, fold)
    else this.doubleQuoted(text, fold)
  }

  private doubleQuoted(text: string, fold: FoldIndent): void {
    if (this.rules.foldsQuotedAtSpaces) writeDoubleQuotedAtSpaces(this.page, text, fold)
    else writeDoubleQuoted(this.page, text, fold)
  }

  private bytes(value: Uint8Array, indent: number): void {
    this.page.indicator('!!binary', true)
    if (value.length === 0) writeDoubleQuoted(this.page, '', undefined)
    else writeLiteral(this.page, base64Lines(value), indent)
  }

  /** Writes a key that `:` can follow on its line: short, in one line, not empty. Else writes nothing. */
  private simpleKey(key: Key): boolean {
    if (typeof key === 'object' && key.kind === 'bytes') {
      if (key.value.length > 0 || !this.rules.writesEmptyKeysSimply) return false
      this.bytes(key.value, 0)
      return true
    }
    const text = keyText(key)
    const isText = isTextKey(key)
    const { rules } = this
    if (rules.measuresKeysInBytes) {
      if (utf8Length(text) > MOST_KEY_BYTES) return false
    } else {
      const most = MOST_KEY_CHARACTERS - tagLength(key)
      if (text.length > most && [...text].length > most) return false
    }
    if (isText && text === '' && !rules.writesEmptyKeysSimply) return false
    if (isText && hasBreaks(text, rules)) return false
    this.text(text, isText ? styleOf(text, rules) : 'plain', undefined)
    return true
  }

  private complexKey(key: Key, fold: number): void {
    if (typeof key === 'object' && key.kind === 'bytes') {
      this.bytes(key.value, fold)
      return
    }
    const text = keyText(key)
    this.text(text, isTextKey(key) ? styleOf(text, this.rules) : 'plain', fold)
  }

  private enter(): void {
    if (++this.levels > MAX_DEPTH) throw raise(nestsTooDeepToWrite(MAX_DEPTH))
  }
}

function isLeaf(value: Value): boolean {
  return (value.kind === 'map' ? value.items.size : value.kind === 'list' ? value.items.length : 0) === 0
}

const MOST_KEY_BYTES = 128

/** How many bytes a text has in UTF-8. */
function utf8Length(text: string): number {
  let length = text.length
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code > 0x7f) length += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1
  }
  return length
}

/** With the tag that is never written: PyYAML counts it. */
const MOST_KEY_CHARACTERS = 127

function tagLength(key: Key): number {
  switch (typeof key) {
    case 'bigint':
      return '!!int'.length
    case 'number':
      return '!!float'.length
    case 'boolean':
      return '!!bool'.length
    case 'string':
      return '!!str'.length
    default:
      return key.kind === 'null' ? '!!null'.length : '!!str'.length
  }
}

function isTextKey(key: Key): boolean {
  return typeof key === 'string' || (typeof key === 'object' && key.kind === 'enum')
}

function keyText(key: Exclude<Key, { kind: 'bytes' }>): string {
  switch (typeof key) {
    case 'string':
      return key
    case 'number':
      return floatText(key)
    case 'bigint':
    case 'boolean':
      return String(key)
    default:
      return key.kind === 'null' ? 'null' : key.name
  }
}

/** Python's `repr`, except that an exponent has a dot before it (`1.0e+16`) and the others are YAML's (`.inf`). */
function floatText(value: number): string {
  if (Number.isNaN(value)) return '.nan'
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf'
  const text = pythonFloat(value)
  return text.includes('.') ? text : text.replace('e', '.0e')
}
