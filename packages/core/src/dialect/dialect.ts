/** Hydra's two languages, by the version of hydra-core that speaks them. */
export type DialectName = '1.3' | '1.4'

/**
 * Whose rules a tree is read by: those of hydra-core 1.3 on OmegaConf 2.3, or of 1.4 on 2.4. Chosen once, at the top, and
 * handed down; whoever needs to know asks for the rule by its name, never for the version. A rule that is false in `1.3`
 * and true in `1.4` is named for what 1.4 does.
 */
export interface Dialect {
  readonly name: DialectName
  readonly versionBase: VersionBaseRules
  readonly defaults: DefaultsRules
  readonly run: RunRules
  readonly yaml: YamlRules
}

export interface VersionBaseRules {
  /** What `version_base` is unless told: `hydra.runtime.version_base`. */
  readonly newest: string
  /** The oldest that is taken. */
  readonly oldest: string
}

/** Of defaults lists. */
export interface DefaultsRules {
  /** `..` in a group, an option or the path of a config is refused instead of followed. */
  readonly refusesParentFolders: boolean
  /** `foo: bar/baz` names the group `foo/bar` and its option `baz`, instead of the option `bar/baz` of `foo`. */
  readonly optionNamesGroup: boolean
  /** A word in front of a group that is no keyword is refused, and so is `optional` beside `override`. */
  readonly refusesUnknownKeywords: boolean
  /** A resolver in a choice is refused, instead of called. */
  readonly refusesResolvers: boolean
  /** A choice may refer to those of the lists around it, also below an interpolated choice. */
  readonly seesOuterChoices: boolean
  /** Interpolated choices are shown behind all others. */
  readonly showsInterpolatedLast: boolean
  /** `defaults` that is no list is refused as a fault of the composition, with that class. */
  readonly refusesNoListAsComposition: boolean
  /** `.yml` is refused where it is met, instead of listed and not found. */
  readonly refusesYml: boolean
  /** A primary config without `_self_` needs no warning. */
  readonly impliesSelf: boolean
  /** `+group=option` counts from the top, and not from the folder of the primary config. */
  readonly appendsFromTop: boolean
  /** `~name` deletes a config entry, too. */
  readonly deletesConfigs: boolean
}

/** Of the `hydra` node. */
export interface RunRules {
  /** `hydra.aliases`: other names for overrides. */
  readonly hasAliases: boolean
  /** `hydra.job.override_dirname` is `${hydra_override_dirname:}`, made when it is asked for. */
  readonly resolvesOverrideDirname: boolean
  /** `hydra.job.chdir` is false unless set, and never null. */
  readonly chdirIsBool: boolean
}

/**
 * Of YAML. OmegaConf 2.3 reads and writes with PyYAML's own Python code, 2.4 with libyaml wherever PyYAML was built with
 * it.
 */
export interface YamlRules {
  readonly write: YamlWritingRules
}

export interface YamlWritingRules {
  /** Characters above U+FFFF are escaped, which puts the text into double quotes. */
  readonly escapesBeyondBmp: boolean
  /** U+0085 is escaped (`"\N"`), instead of taken for a line break. */
  readonly escapesNextLine: boolean
  /** Double-quoted text folds at a space after column 80, instead of before it with `\` at the end of the line. */
  readonly foldsQuotedAtSpaces: boolean
  /** A key that `:` follows on its line has up to 128 bytes, instead of up to 127 characters together with its tag. */
  readonly measuresKeysInBytes: boolean
  /** An empty key is followed by `:` on its line, instead of written as `? ''`. */
  readonly writesEmptyKeysSimply: boolean
  /** A key with a carriage return is written behind `? `, as one with any other line break. */
  readonly breaksKeysAtReturns: boolean
  /** A path is written as one text under its tag, instead of as the list of its parts. */
  readonly writesPathsWhole: boolean
  /** A list or map that a resolver made is written out wherever it turns up, instead of once and then as an alias. */
  readonly repeatsResults: boolean
}
