/** What a sweep has to know to be the same again. */
export interface SweepStart {
  /** All overrides, those of Hydra's node too, in order. */
  readonly overrides: readonly string[]
  /** The same as they may be shown, where some of them set sensitive keys. */
  readonly shown?: readonly string[] | undefined
  readonly configName: string | undefined
  readonly configPath: string | undefined
  readonly configDirs: readonly string[]
  readonly cwd: string
  /** Milliseconds since 1970: what `${now:…}` formats. */
  readonly now: number
  /** What `shuffle(…)` draws from. */
  readonly seed: number
  readonly allowCollisions: boolean
}
