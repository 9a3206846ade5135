/** What one program printed, how it ended and what it left. A path in `files` that ends in "/" is an empty folder. */
export interface Answer {
  readonly line: string
  readonly argv: readonly string[]
  readonly code: number
  readonly stdout: string
  readonly files: Readonly<Record<string, string>>
}
