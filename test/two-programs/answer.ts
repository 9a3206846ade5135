/** What one program printed, how it ended and what it left. A path in `files` that ends in "/" is an empty folder. */
export interface Answer {
  readonly line: string
  /** The command lines that were run before in the same folder. */
  readonly before?: readonly (readonly string[])[]
  readonly argv: readonly string[]
  readonly code: number
  readonly stdout: string
  /** Whether it warned of what the next release drops. */
  readonly announced?: true
  readonly files: Readonly<Record<string, string>>
}
