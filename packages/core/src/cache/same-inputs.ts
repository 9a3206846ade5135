/**
 * The one question that every entry of this folder is asked before it is used: is what it was made of still the same?
 * Values, documents and sources never change, so the same object is the same content.
 */
export function sameInputs(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((input, at) => input === now[at])
}

/** What was made last, and of what. */
export interface Entry<Input, Made> {
  readonly inputs: readonly Input[]
  readonly made: Made
}
