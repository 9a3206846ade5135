import { codeFrame } from './code-frame.js'
import { type Origin, printableLines } from './source.js'

/**
 * The error classes, by the names that Hydra, OmegaConf and PyYAML give them, each with the class it extends there.
 * A refusal of a config that Python leaves to a bare `ValueError` or `TypeError` uses the nearest class of ours.
 */
const PARENTS = {
  HydraException: 'HydraconfError',
  OverrideParseException: 'HydraException',
  SearchPathException: 'HydraException',
  ConfigCompositionException: 'HydraException',
  MissingConfigException: 'ConfigCompositionException',
  PluginException: 'HydraException',
  ConfigLoadError: 'HydraException',
  InstantiationException: 'HydraException',

  OmegaConfBaseException: 'HydraconfError',
  MissingMandatoryValue: 'OmegaConfBaseException',
  KeyValidationError: 'OmegaConfBaseException',
  ValidationError: 'OmegaConfBaseException',
  UnsupportedValueType: 'ValidationError',
  ReadonlyConfigError: 'OmegaConfBaseException',
  InterpolationResolutionError: 'OmegaConfBaseException',
  UnsupportedInterpolationType: 'InterpolationResolutionError',
  InterpolationKeyError: 'InterpolationResolutionError',
  InterpolationToMissingValueError: 'InterpolationResolutionError',
  InterpolationValidationError: 'InterpolationResolutionError',
  ConfigKeyError: 'OmegaConfBaseException',
  ConfigIndexError: 'OmegaConfBaseException',
  ConfigAttributeError: 'OmegaConfBaseException',
  ConfigTypeError: 'OmegaConfBaseException',
  ConfigValueError: 'OmegaConfBaseException',
  GrammarParseError: 'OmegaConfBaseException',

  YAMLError: 'HydraconfError',
  ReaderError: 'YAMLError',
  ScannerError: 'YAMLError',
  ParserError: 'YAMLError',
  ComposerError: 'YAMLError',
  ConstructorError: 'YAMLError',

  /** Python's own, where a program of Hydra's catches them: of what a name stands for, and of arguments. */
  ImportError: 'HydraconfError',
  ModuleNotFoundError: 'ImportError',
  TypeError: 'HydraconfError',
  ValueError: 'HydraconfError',

  /** Ours: a feature of Hydra that is not there yet is refused, never half done. */
  NotSupportedYet: 'HydraconfError',
} as const

/** The name of an error class of Hydra, OmegaConf or PyYAML; see `HydraconfError.type`. */
export type ErrorType = keyof typeof PARENTS

/** What went wrong, in words. Made by the factories in `messages/`, thrown by `raise`. */
export interface Complaint {
  readonly type: ErrorType
  /** Stable and short, for programs: `option-not-found`. */
  readonly code: string
  /** One sentence or a few lines; names the key. */
  readonly message: string
  /** What to do next: the closest match, the options there are, the text that would work. */
  readonly advice?: string | undefined
  /** The full key that it is about, where Hydra's error has one: `model.optim`. */
  readonly key?: string | undefined
  /** What may be meant by a name that is not there, the closest first. */
  readonly near?: readonly string[] | undefined
}

/** What every copy of this module knows a refusal by. */
const BRAND = Symbol.for('hydraconf.HydraconfError')

/**
 * Every refusal of hydraconf. `type` is the name of the class that Hydra or OmegaConf raises in the same place. Its words
 * are safe to print: a name in them that holds control characters is shown with placeholders. What Node prints of one that
 * nobody caught is its message and stack: the facts are there to be asked for.
 */
export class HydraconfError extends Error {
  readonly #complaint: Complaint
  readonly #origin: Origin | undefined
  #warnings: readonly string[] = []

  /** A plugin may have been given another copy of this module (the command is a bundle): its refusals are refusals here too. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && BRAND in value
  }

  /** A refusal that took the words of another says already what that one does: its cause is what caused the other. */
  constructor(complaint: Complaint, origin?: Origin, cause?: unknown) {
    const message = printableLines(complaint.message)
    const advice = complaint.advice === undefined ? undefined : printableLines(complaint.advice)
    const first = cause instanceof HydraconfError ? cause.cause : cause
    super(report(message, advice, origin), first === undefined ? undefined : { cause: first })
    Object.defineProperty(this, 'name', { value: complaint.type, enumerable: false })
    this.#complaint = { ...complaint, message, advice }
    this.#origin = origin
  }

  get type(): ErrorType {
    return this.#complaint.type
  }

  get [BRAND](): true {
    return true
  }

  get code(): string {
    return this.#complaint.code
  }

  /** The message without place and advice. */
  get summary(): string {
    return this.#complaint.message
  }

  get advice(): string | undefined {
    return this.#complaint.advice
  }

  get key(): string | undefined {
    return this.#complaint.key
  }

  /** What may be meant by a name that is not there, the closest first. */
  get near(): readonly string[] {
    return this.#complaint.near ?? []
  }

  /** Where what is wrong is written. */
  get origin(): Origin | undefined {
    return this.#origin
  }

  /** What there was to warn of before it was refused; it may be the cause. */
  get warnings(): readonly string[] {
    return this.#warnings
  }

  /** The same refusal, behind these warnings. */
  after(warnings: readonly string[]): HydraconfError {
    const same = new HydraconfError(this.#complaint, this.#origin, this.cause)
    same.#warnings = warnings
    if (this.stack !== undefined) same.stack = this.stack
    return same
  }

  /** The same refusal in other words, at a place of which less is shown. */
  shownAs(words: (text: string) => string, origin = this.#origin, cause = this.cause): HydraconfError {
    const { message, advice } = this.#complaint
    const shown = { message: words(message), advice: advice === undefined ? undefined : words(advice) }
    const same = new HydraconfError({ ...this.#complaint, ...shown }, origin, cause)
    same.#warnings = this.#warnings
    return same
  }

  /** Whether this is an error of the given class or of one that extends it, as `except` in Python would ask. */
  isA(type: ErrorType): boolean {
    for (let at: string = this.type; at in PARENTS; at = PARENTS[at as ErrorType]) if (at === type) return true
    return false
  }
}

/** The error to throw for a complaint: `throw raise(optionNotFound({…}), entry.origin)`. */
export function raise(complaint: Complaint, origin?: Origin, cause?: unknown): HydraconfError {
  return new HydraconfError(complaint, origin, cause)
}

/** What a question gives, or undefined where it is refused. What is no refusal is thrown on. */
export function unlessRefused<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if (error instanceof HydraconfError) return undefined
    throw error
  }
}

function report(summary: string, advice: string | undefined, origin: Origin | undefined): string {
  return [
    summary,
    ...(origin === undefined ? [] : [codeFrame(origin)]),
    ...(advice === undefined ? [] : [`  ${advice}`]),
  ]
    .filter((part) => part !== '')
    .join('\n')
}
