/** Words in colour, or as they are. */
export interface Colours {
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  bold(text: string): string
}

/** Colours where a person reads, none where a pipe does. */
export function colours(isShown: boolean): Colours {
  const as = (on: number, off: number) => (text: string) =>
    isShown && text !== '' ? `\x1b[${on}m${text}\x1b[${off}m` : text
  return { red: as(31, 39), green: as(32, 39), yellow: as(33, 39), bold: as(1, 22) }
}

/** Whether a stream is a terminal that shows colours, and nobody objects: https://no-color.org */
export function showsColours(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
}
