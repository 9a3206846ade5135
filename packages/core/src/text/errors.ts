import { frame } from './frame.js'
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
}

/**
 * Every refusal of hydraconf. `type` is the name of the class that Hydra or OmegaConf raises in the same place. Its words
 * are safe to print: a name in them that holds control characters is shown with placeholders.
 */
export class HydraconfError extends Error {
  readonly type: ErrorType
  readonly code: string
  /** The message without place and advice. */
  readonly summary: string
  readonly advice: string | undefined
  readonly key: string | undefined
  readonly origin: Origin | undefined

  constructor({ type, code, message, advice, key }: Complaint, origin?: Origin, cause?: unknown) {
    const summary = printableLines(message)
    const next = advice === undefined ? undefined : printableLines(advice)
    super(report(summary, next, origin), cause === undefined ? undefined : { cause })
    this.name = type
    this.type = type
    this.code = code
    this.summary = summary
    this.advice = next
    this.key = key
    this.origin = origin
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

function report(summary: string, advice: string | undefined, origin: Origin | undefined): string {
  return [summary, ...(origin === undefined ? [] : [frame(origin)]), ...(advice === undefined ? [] : [`  ${advice}`])]
    .filter((part) => part !== '')
    .join('\n')
}
