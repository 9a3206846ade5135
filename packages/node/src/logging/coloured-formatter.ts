import { raise } from '@hydraconf/core'
import { loggingRefused } from '../messages.js'
import { colourCode } from './colour-codes.js'
import type { MoreFields } from './formatter.js'
import { levelName } from './level.js'

/** `colorlog.ColoredFormatter`: its settings beside those of every formatter, with the defaults. */
const SETTINGS = {
  log_colors: { DEBUG: 'white', INFO: 'green', WARNING: 'yellow', ERROR: 'red', CRITICAL: 'bold_red' } as unknown,
  secondary_log_colors: {} as unknown,
  reset: true as unknown,
  no_color: false as unknown,
  force_color: false as unknown,
}

export const COLOURED_FORMATTER = 'colorlog.ColoredFormatter'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The fields that colour a line: `%(log_color)s` is that of the level, `%(red)s` is red, `%(reset)s` ends colours. They are
 * there wherever the line goes, as with `colorlog`, unless NO_COLOR is set.
 *
 * @throws HydraException for a colour that there is not
 */
export function colourFields(what: string, of: Readonly<Record<string, unknown>>, env: Environment): MoreFields {
  const settings = { ...SETTINGS, ...of }
  const isPlain = settings.no_color === true || env.NO_COLOR !== undefined
  const ofLevels = new Map([['log_color', codesByLevel(what, settings.log_colors)]])
  for (const [name, colours] of entriesOf(settings.secondary_log_colors)) {
    ofLevels.set(`${name}_log_color`, codesByLevel(what, colours))
  }
  const isReset = settings.reset !== false
  const reset = colourCode('reset')!
  return {
    has: (field) => ofLevels.has(field) || colourCode(field) !== undefined,
    of({ level }, field) {
      if (isPlain) return ''
      const codes = ofLevels.get(field)
      return codes === undefined ? colourCode(field)! : (codes.get(levelName(level)) ?? '')
    },
    end: (_, line) => (isReset && !isPlain && !line.endsWith(reset) ? reset : ''),
  }
}

/** `bold_red,bg_white` is both. */
function codesByLevel(what: string, colours: unknown): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(colours).map(([level, names]) => {
      const codes = String(names)
        .split(',')
        .filter((name) => name !== '')
        .map((name) => {
          const code = colourCode(name)
          if (code !== undefined) return code
          const why = `has the colour '${name}' for ${level}; there are black, red, green, yellow, blue, purple, cyan, white, with bold_, thin_, light_ or bg_ in front, and fg_0 to bg_255`
          throw raise(loggingRefused({ what, why }))
        })
      return [level, codes.join('')] as const
    }),
  )
}

function entriesOf(of: unknown): readonly (readonly [string, unknown])[] {
  return typeof of === 'object' && of !== null ? Object.entries(of) : []
}
