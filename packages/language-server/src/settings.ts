/** What the user may set, in the section `hydraconf`. */
export interface Settings {
  /** Folders of configs beside those that are found, relative to the folder of the workspace. */
  readonly trees: readonly string[]
  /** Whether the settings file of a project (`hydraconf.config.mjs`) is passed over: it is a program. */
  readonly safe: boolean
  /** Whether to say what Hydra 1.4 will refuse of a tree that is written for 1.3. */
  readonly nextDialect: boolean
  /** Configs that are not checked, as `--ignore` takes them. */
  readonly ignore: readonly string[]
  /** What is looked at in each tree unless told, by the path of its folder from that of the workspace. */
  readonly views: Readonly<Record<string, ViewSetting>>
}

/** A primary config and overrides. */
export interface ViewSetting {
  readonly config?: string
  readonly overrides?: readonly string[]
}

/** Reads what a client sends. What is not of the right type is passed over: settings are written by hand. */
export function readSettings(sent: unknown, given: Settings = UNSET): Settings {
  if (typeof sent !== 'object' || sent === null) return given
  const { trees, safe, nextDialect, ignore, views } = sent as Record<string, unknown>
  return {
    trees: texts(trees) ?? given.trees,
    safe: typeof safe === 'boolean' ? safe : given.safe,
    nextDialect: typeof nextDialect === 'boolean' ? nextDialect : given.nextDialect,
    ignore: texts(ignore) ?? given.ignore,
    views: typeof views === 'object' && views !== null ? readViews(views) : given.views,
  }
}

/** What a client that remembers what was picked in it begins with: by the URI of a tree. */
export function readPicked(sent: unknown): Readonly<Record<string, ViewSetting>> {
  const { picked } = (sent ?? {}) as Record<string, unknown>
  return typeof picked === 'object' && picked !== null ? readViews(picked) : {}
}

const UNSET: Settings = { trees: [], safe: false, nextDialect: false, ignore: [], views: {} }

function readViews(views: object): Record<string, ViewSetting> {
  const read: Record<string, ViewSetting> = {}
  for (const [tree, view] of Object.entries(views)) {
    const { config, overrides } = (view ?? {}) as Record<string, unknown>
    const listed = texts(overrides)
    read[tree] = {
      ...(typeof config === 'string' ? { config } : {}),
      ...(listed === undefined ? {} : { overrides: listed }),
    }
  }
  return read
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined
}
