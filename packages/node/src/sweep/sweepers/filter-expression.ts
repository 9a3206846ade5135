import { raise } from '@hydraconf/core'
import { filterRefused } from './messages.js'

/** An expression of a filter: the part of Python's that `hydra-filter-sweeper` takes. */
export type Expression =
  | { readonly kind: 'constant'; readonly value: string | number | boolean | null }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'item'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Expression[] }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'arithmetic'; readonly op: string; readonly left: Expression; readonly right: Expression }
  /** `1 < x <= 3`: each with the next. */
  | { readonly kind: 'comparison'; readonly first: Expression; readonly rest: readonly Comparison[] }
  | { readonly kind: 'if'; readonly then: Expression; readonly test: Expression; readonly otherwise: Expression }

export type Comparison = readonly [op: string, right: Expression]

/** @throws HydraException with the column of what cannot be read; `at` names the setting */
export function parseFilter(text: string, at: string): Expression {
  const parser = new Parser(tokensOf(text, at), text, at)
  const whole = parser.conditional()
  parser.end()
  return whole
}

interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'sign' | 'end'
  readonly text: string
  readonly column: number
}

//   12  1.5e-3  'text'  "text"  name  ==  not in
const TOKEN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|(?<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<sign>==|!=|<=|>=|\/\/|[<>+\-*/%()[\],.]))/uy

function tokensOf(text: string, at: string): readonly Token[] {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex
    const groups = TOKEN.exec(text)?.groups
    const [kind, found] = Object.entries(groups ?? {}).find(([, part]) => part !== undefined) ?? []
    if (kind === undefined) throw raise(unreadable(text, at, from + /^\s*/.exec(text.slice(from))![0].length))
    tokens.push({ kind: kind as Token['kind'], text: found!, column: TOKEN.lastIndex - found!.length })
  }
  return [...tokens, { kind: 'end', text: '', column: text.length }]
}

const unreadable = (text: string, at: string, column: number) =>
  filterRefused({ at, why: `cannot be read at column ${column + 1}: ${text}`, advice: TAKES })

const TAKES =
  'It takes keys of the config, numbers, texts, lists, comparisons, in, and, or, not, arithmetic, len(), str(), int(), float(), .startswith() and .endswith()'

const CONSTANTS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null }
const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'if', 'else'])

/** Read top down, what binds least first. */
class Parser {
  private next = 0

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
    private readonly at: string,
  ) {}

  conditional(): Expression {
    const then = this.or()
    if (!this.takes('if')) return then
    const test = this.or()
    this.expect('else')
    return { kind: 'if', then, test, otherwise: this.conditional() }
  }

  end(): void {
    if (this.token.kind !== 'end') throw this.refusal()
  }

  private or(): Expression {
    let left = this.and()
    while (this.takes('or')) left = { kind: 'or', left, right: this.and() }
    return left
  }

  private and(): Expression {
    let left = this.not()
    while (this.takes('and')) left = { kind: 'and', left, right: this.not() }
    return left
  }

  private not(): Expression {
    return this.takes('not') ? { kind: 'not', of: this.not() } : this.comparison()
  }

  private comparison(): Expression {
    const first = this.sum()
    const rest: Comparison[] = []
    for (let op = this.comparing(); op !== undefined; op = this.comparing()) rest.push([op, this.sum()])
    return rest.length === 0 ? first : { kind: 'comparison', first, rest }
  }

  private comparing(): string | undefined {
    for (const op of ['==', '!=', '<=', '>=', '<', '>', 'in']) if (this.takes(op)) return op
    if (this.takes('is')) return this.takes('not') ? 'is not' : 'is'
    if (!this.takes('not')) return undefined
    this.expect('in')
    return 'not in'
  }

  private sum(): Expression {
    return this.arithmetic(['+', '-'], () => this.product())
  }

  private product(): Expression {
    return this.arithmetic(['*', '//', '/', '%'], () => this.signed())
  }

  private arithmetic(ops: readonly string[], operand: () => Expression): Expression {
    let left = operand()
    for (;;) {
      const op = ops.find((one) => this.takes(one))
      if (op === undefined) return left
      left = { kind: 'arithmetic', op, left, right: operand() }
    }
  }

  private signed(): Expression {
    return this.takes('-') ? { kind: 'minus', of: this.signed() } : this.trailed()
  }

  private trailed(): Expression {
    let of = this.atom()
    for (;;) {
      if (this.takes('.')) {
        const name = this.take()
        if (name.kind !== 'name') throw this.refusal(name)
        of = { kind: 'attribute', of, name: name.text }
      } else if (this.takes('[')) {
        of = { kind: 'item', of, index: this.conditional() }
        this.expect(']')
      } else if (this.takes('(')) of = { kind: 'call', callee: of, args: this.items(')') }
      else return of
    }
  }

  private atom(): Expression {
    const token = this.take()
    switch (token.kind) {
      case 'number':
        return { kind: 'constant', value: Number(token.text) }
      case 'text':
        return { kind: 'constant', value: token.text.slice(1, -1).replaceAll(/\\(.)/g, '$1') }
      case 'name':
        if (Object.hasOwn(CONSTANTS, token.text)) return { kind: 'constant', value: CONSTANTS[token.text]! }
        if (!WORDS.has(token.text)) return { kind: 'name', name: token.text }
        break
      case 'sign':
        if (token.text === '[') return { kind: 'list', items: this.items(']') }
        if (token.text === '(') return this.inParentheses()
        break
      default:
    }
    throw this.refusal(token)
  }

  /** A part, or a tuple. */
  private inParentheses(): Expression {
    if (this.takes(')')) return { kind: 'list', items: [] }
    const first = this.conditional()
    if (this.takes(')')) return first
    this.expect(',')
    return { kind: 'list', items: [first, ...this.items(')')] }
  }

  private items(close: string): readonly Expression[] {
    const items: Expression[] = []
    while (!this.takes(close)) {
      items.push(this.conditional())
      if (this.takes(close)) break
      this.expect(',')
    }
    return items
  }

  private get token(): Token {
    return this.tokens[this.next]!
  }

  private take(): Token {
    const { token } = this
    if (token.kind !== 'end') this.next++
    return token
  }

  private takes(text: string): boolean {
    const { token } = this
    if (token.text !== text || (token.kind !== 'sign' && token.kind !== 'name')) return false
    this.next++
    return true
  }

  private expect(text: string): void {
    if (!this.takes(text)) throw this.refusal()
  }

  private refusal(token: Token = this.token) {
    return raise(unreadable(this.text, this.at, token.column))
  }
}
