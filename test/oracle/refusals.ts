import { HydraconfError } from '@hydraconf/core'

/** Classes of Python's own that say nothing a TypeScript program could mirror: any refusal will do. */
const PYTHON =
  /^((Value|Type|Attribute|Key|Index|Assertion|Recursion|OS|Runtime|Overflow|UnicodeDecode|NotImplemented|FileNotFound|IsADirectory)Error|InvalidOperation)$/
const YAML = new Set(['ScannerError', 'ParserError', 'ComposerError', 'ConstructorError', 'ReaderError', 'YAMLError'])

/** Whether a refusal of ours counts as the one that real Hydra gave. PyYAML's classes count as one. */
export function sameClass(theirs: string, ours: string): boolean {
  return theirs === ours || PYTHON.test(theirs) || (YAML.has(theirs) && YAML.has(ours))
}

/** `theirs` where ours refuses alike, else what it did instead. Whatever is no error of the library goes through. */
export function refusedLike(theirs: string, ours: () => unknown): string {
  const error = refusalOf(ours)
  if (error === undefined) return 'accepted'
  return sameClass(theirs, error.type) ? theirs : `${error.type}: ${error.message}`
}

export function messageOf(ours: () => unknown): string {
  const error = refusalOf(ours)
  return error === undefined ? 'accepted\n' : `${error.message}\n`
}

function refusalOf(ours: () => unknown): HydraconfError | undefined {
  try {
    ours()
  } catch (error) {
    if (error instanceof HydraconfError) return error
    throw error
  }
  return undefined
}
