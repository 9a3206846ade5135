import { closeMatches } from '@hydraconf/core'

/**
 * How a flag is spelled and what it takes. `optional` is argparse's `nargs='?'`: a value when the next word could be
 * one, the constant otherwise.
 */
export interface FlagSpec {
  readonly name: string
  /** Further spellings, each with its dashes: `-cp`. */
  readonly short?: string
  readonly takes: 'nothing' | 'value' | 'optional'
  readonly choices?: readonly string[]
  /** What an `optional` flag means without a value. */
  readonly constant?: string
  /** The rest of the command line no longer matters, not even its mistakes: `--version`. */
  readonly final?: boolean
  /** It may be given more than once, and every value counts; otherwise the last one does. */
  readonly repeats?: boolean
  /** It is never abbreviated: what is ours beside Hydra's flags leaves Hydra's abbreviations what they are. */
  readonly inFull?: boolean
  /** What stands for the value in a help: `FOLDER`. */
  readonly placeholder?: string
  /** What it does, in a line of help. */
  readonly summary: string
}

/** The command line as canonical words: every flag `--name` or `--name=value`, and the overrides apart. */
export interface NormalizedArgv {
  readonly flags: readonly string[]
  readonly overrides: readonly string[]
}

/** A command line that cannot be read; the exit code for it is 2. Mirrors argparse's own refusals. */
export class UsageError extends Error {
  override readonly name = 'UsageError'

  /** As `HydraconfError`: a package's command may have been given another copy of this module. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'UsageError' && 'summary' in value
  }

  constructor(
    readonly summary: string,
    /** What to do next. */
    readonly advice?: string,
  ) {
    super(advice === undefined ? summary : `${summary}\n  ${advice}`)
  }
}

/**
 * Reads a command line the way Python's argparse does, and spells it so that any parser reads it the same.
 *
 * - a long flag may be abbreviated as far as it stays unambiguous (`--multi`),
 * - a short flag may carry its value (`-cconfig`) or further short flags (`-mr`),
 * - the overrides are one run of words: a second run after a flag is refused, unless words and flags may be `mixed`,
 * - after `--` everything is an override.
 */
export function normalizeArgv(
  argv: readonly string[],
  specs: readonly FlagSpec[],
  { mixed = false }: { readonly mixed?: boolean } = {},
): NormalizedArgv {
  const flags: string[] = []
  let overrides: readonly string[] | undefined
  const unrecognized: string[] = []
  const plain = wordsOf(argv, specs)

  for (let at = 0; at < plain.length; ) {
    const { word, kind } = plain[at]!
    if (kind !== 'flag') {
      const run = plainRun(plain, at)
      if (overrides === undefined || mixed) overrides = [...(overrides ?? []), ...run]
      else for (const each of run) unrecognized.push(each)
      at += run.length
      continue
    }
    at++
    let found = findFlag(word, specs)
    while (found !== undefined) {
      const { spec, spelled, attached, clustered } = found
      if (spec.takes === 'nothing') {
        if (attached !== undefined && !clustered) throw usage(spelled, `ignored explicit argument '${attached}'`)
        flags.push(`--${spec.name}`)
        if (spec.final) return { flags, overrides: overrides ?? [] }
        if (attached === undefined) break
        found = findFlag(`-${attached}`, specs)
        if (found === undefined || !specs.some((each) => each.short === `-${attached[0]}`)) {
          throw usage(spelled, `ignored explicit argument '${attached}'`)
        }
        continue
      }
      let value = attached
      if (value === undefined && plain[at]?.kind === 'plain') value = plain[at++]!.word
      if (value === undefined && spec.takes === 'value')
        throw usage(
          spelled,
          `expected one argument${spec.choices === undefined ? '' : ` (choose from ${spec.choices.join(', ')})`}`,
        )
      if (value !== undefined && spec.choices !== undefined && !spec.choices.includes(value)) {
        throw usage(spelled, `invalid choice: '${value}' (choose from ${spec.choices.join(', ')})`)
      }
      flags.push(`--${spec.name}=${value ?? spec.constant ?? ''}`)
      break
    }
    if (found === undefined) unrecognized.push(word)
  }
  if (unrecognized.length > 0) {
    throw new UsageError(`unrecognized arguments: ${unrecognized.join(' ')}`, meantBy(unrecognized[0]!, specs))
  }
  return { flags, overrides: overrides ?? [] }
}

/** What to write instead of a word that cannot be read where it stands. */
function meantBy(word: string, specs: readonly FlagSpec[]): string {
  if (!word.startsWith('-')) return 'Overrides must stand together: put the flags before or after all of them.'
  const [name = '', ...value] = word.split('=')
  const near = closeMatches(
    name.replace(/^-+/, ''),
    specs.map((spec) => spec.name),
  )
  if (near.length > 0) return `Did you mean ${near.map((flag) => `--${flag}`).join(' or ')}?`
  return value.length > 0
    ? `An override has no dashes: ${word.replace(/^-+/, '')}`
    : `Flags: ${specs.map((spec) => `--${spec.name}`).join(', ')}`
}

interface Found {
  readonly spec: FlagSpec
  readonly spelled: string
  readonly attached: string | undefined
  /** The value is glued to a one-letter flag, so it may be further flags. */
  readonly clustered: boolean
}

interface Word {
  readonly word: string
  /** `barred`: behind `--`, so an override and never the value of a flag. */
  readonly kind: 'flag' | 'plain' | 'barred'
}

function wordsOf(argv: readonly string[], specs: readonly FlagSpec[]): readonly Word[] {
  const end = argv.indexOf('--')
  const front = end < 0 ? argv : argv.slice(0, end)
  const back = end < 0 ? [] : argv.slice(end + 1)
  return [
    ...front.map((word): Word => ({ word, kind: looksLikeFlag(word, specs) ? 'flag' : 'plain' })),
    ...back.map((word): Word => ({ word, kind: 'barred' })),
  ]
}

function looksLikeFlag(word: string, specs: readonly FlagSpec[]): boolean {
  if (!word.startsWith('-') || word === '-') return false
  if (findFlag(word, specs) !== undefined) return true
  if (/^-\d+$|^-\d*\.\d+$/.test(word)) return false
  return !word.includes(' ')
}

function findFlag(word: string, specs: readonly FlagSpec[]): Found | undefined {
  const exact = specs.find((spec) => `--${spec.name}` === word || spec.short === word)
  if (exact !== undefined) return { spec: exact, spelled: word, attached: undefined, clustered: false }
  const equals = word.indexOf('=')
  const name = equals < 0 ? word : word.slice(0, equals)
  const value = equals < 0 ? undefined : word.slice(equals + 1)
  const named = specs.find((spec) => `--${spec.name}` === name || spec.short === name)
  if (named !== undefined) return { spec: named, spelled: name, attached: value, clustered: false }

  const candidates: Found[] = []
  for (const spec of specs) {
    if (spec.inFull) continue
    const long = `--${spec.name}`
    if (word.startsWith('--')) {
      if (long.startsWith(name)) candidates.push({ spec, spelled: long, attached: value, clustered: false })
    } else {
      if (spec.short === word.slice(0, 2)) {
        candidates.push({ spec, spelled: spec.short, attached: word.slice(2), clustered: true })
      } else if (spec.short?.startsWith(name)) {
        candidates.push({ spec, spelled: spec.short, attached: value, clustered: false })
      }
    }
  }
  if (candidates.length > 1) {
    throw new UsageError(
      `ambiguous option: ${word} could match ${candidates.map((candidate) => candidate.spelled).join(', ')}`,
    )
  }
  return candidates[0]
}

function plainRun(words: readonly Word[], from: number): string[] {
  const run: string[] = []
  for (let at = from; at < words.length && words[at]!.kind !== 'flag'; at++) run.push(words[at]!.word)
  return run
}

function usage(flag: string, problem: string): UsageError {
  return new UsageError(`argument ${flag}: ${problem}`)
}
