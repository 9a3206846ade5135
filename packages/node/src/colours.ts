import { styleText } from 'node:util'

/** Words in colour, or as they are. */
export interface Colours {
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  bold(text: string): string
}

/** Colours where a person reads, none where a pipe does. */
export function colours(isShown: boolean): Colours {
  const as = (format: 'red' | 'green' | 'yellow' | 'bold') => (text: string) =>
    isShown && text !== '' ? styleText(format, text, { validateStream: false }) : text
  return { red: as('red'), green: as('green'), yellow: as('yellow'), bold: as('bold') }
}

/** Whether a stream is a terminal that shows colours, and nobody objects: https://no-color.org */
export function showsColours(
  stream: { readonly isTTY?: boolean | undefined },
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  return stream.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
}
