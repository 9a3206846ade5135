const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'purple', 'cyan', 'white']
const WEIGHTS: Readonly<Record<string, string>> = { bold_: '1;', thin_: '2;' }
const ALONE: Readonly<Record<string, string>> = { reset: '0', bold: '1', thin: '2' }

//   bold_red   bg_light_blue   fg_214
const NAMED = /^(?<ground>fg_|bg_)?(?<weight>bold_|thin_)?(?<light>light_)?(?<colour>[a-z]+)$/
const NUMBERED = /^(?<ground>fg_|bg_)(?<number>0|[1-9]\d{0,2})$/

/** The escape sequence of a colour by the names of Python's `colorlog`; undefined for a name that it does not have. */
export function colourCode(name: string): string | undefined {
  const code = Object.hasOwn(ALONE, name) ? ALONE[name] : (numbered(name) ?? named(name))
  return code === undefined ? undefined : `\x1b[${code}m`
}

function numbered(name: string): string | undefined {
  const { ground, number } = NUMBERED.exec(name)?.groups ?? {}
  if (number === undefined || Number(number) > 255) return undefined
  return `${ground === 'bg_' ? 48 : 38};5;${number}`
}

function named(name: string): string | undefined {
  const { ground, weight, light, colour = '' } = NAMED.exec(name)?.groups ?? {}
  const at = COLOURS.indexOf(colour)
  if (at === -1) return undefined
  if (ground !== 'bg_') return `${WEIGHTS[weight ?? ''] ?? ''}${(light === undefined ? 30 : 90) + at}`
  // A background has no weight: `bg_bold_red` is an old name of `bg_light_red`.
  if (weight === 'thin_' || (weight !== undefined && light !== undefined)) return undefined
  return String((light === undefined && weight === undefined ? 40 : 100) + at)
}
