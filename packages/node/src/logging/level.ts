/** Python's levels by name. */
export const LEVELS = {
  NOTSET: 0,
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
} as const

export type LevelName = keyof typeof LEVELS

const ALIASES: Readonly<Record<string, number>> = { WARN: LEVELS.WARNING, FATAL: LEVELS.CRITICAL }

/** The number of a level that a config gives by name or number; undefined: there is none such. */
export function levelOf(given: unknown): number | undefined {
  if (typeof given === 'number') return given
  if (typeof given !== 'string') return undefined
  return (LEVELS as Readonly<Record<string, number>>)[given] ?? ALIASES[given]
}

/** `INFO`, or `Level 25` for one without a name. */
export function levelName(level: number): string {
  const named = Object.entries(LEVELS).find(([, number]) => number === level)
  return named === undefined ? `Level ${level}` : named[0]
}
