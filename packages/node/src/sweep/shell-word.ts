/** A word of a command line as a POSIX shell reads it: in quotes, unless nothing in it means something to the shell. */
export function shellWord(word: string): string {
  return /^[\w./=:,+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
