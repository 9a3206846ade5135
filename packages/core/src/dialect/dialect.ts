/** Hydra's two languages, by the version of hydra-core that speaks them. */
export type DialectName = '1.3' | '1.4'

/** The PyYAML that reads: 6.0.4 merges by `<<` otherwise than all before it. */
export type PyYamlVersion = '6.0.3' | '6.0.4'

/**
 * Whose rules a tree is read by: those of hydra-core 1.3 on OmegaConf 2.3, or of 1.4 on 2.4. Chosen once, at the top, and
 * handed down; whoever needs to know asks for the rule by its name, never for the version. A rule that is false in `1.3`
 * and true in `1.4` is named for what 1.4 does.
 */
export interface Dialect {
  readonly name: DialectName
  /** The release that it was taken from: `hydra.runtime.version`. */
  readonly hydraVersion: string
  readonly versionBase: VersionBaseRules
  readonly overrides: OverrideRules
  readonly defaults: DefaultsRules
  readonly run: RunRules
  readonly yaml: YamlRules
  readonly texts: TextRules
  readonly keys: KeyRules
  readonly merge: MergeRules
  readonly interpolations: InterpolationRules
}

export interface VersionBaseRules {
  /** What `version_base` is unless told: `hydra.runtime.version_base`. */
  readonly newest: string
  /** The oldest that is taken. */
  readonly oldest: string
}

/** Of overrides and what they sweep over. */
export interface OverrideRules {
  /** Keys may have brackets and escapes: `tags[0]`, `db[port]`, `a\.b`. */
  readonly readsValuePaths: boolean
  /** `extend_list(…)` and `json_str(…)` are functions. */
  readonly hasListsAndJson: boolean
  /** A sweep that is cast keeps its tags and its lot, and a range its ends: its numbers are cast when they are drawn. */
  readonly castsKeepSweeps: boolean
  /** `sort` of a range gives the numbers that are in it, and ends what `shuffle` began. */
  readonly sortKeepsNumbers: boolean
  /** Number i of a range is start + i * step of the decimals that are written, instead of a sum of exact binary values. */
  readonly countsInDecimals: boolean
  /** `~key` deletes nulls, missing values and items of lists, and compares `~key=value` with the value as it is composed. */
  readonly deletesAnything: boolean
}

/** Of defaults lists. */
export interface DefaultsRules {
  /** `group: _self_` is `_self_`, instead of being refused. */
  readonly takesSelfAsOption: boolean
  /** `..` in a group, an option or the path of a config is refused instead of followed, and so is a backslash. */
  readonly refusesParentFolders: boolean
  /** `foo: bar/baz` names the group `foo/bar` and its option `baz`, instead of the option `bar/baz` of `foo`. */
  readonly optionNamesGroup: boolean
  /** A word in front of a group that is no keyword is refused, and so is `optional` beside `override`. Any blanks part them. */
  readonly refusesUnknownKeywords: boolean
  /** `_group_` is a keyword where a package begins with it and nowhere else, but there on the command line as well. */
  readonly leadsWithGroup: boolean
  /** An option is open if it is `???`, and not if its name ends with that. */
  readonly opensByWholeName: boolean
  /** Interpolated choices are made when all others are, and may refer to any of them. */
  readonly seesOuterChoices: boolean
  /** The path that an interpolation came to is read as one that is written there, and not from its group once more. */
  readonly rereadsResolvedPaths: boolean
  /** `defaults` that is no list is refused as a fault of the composition, with that class. */
  readonly refusesNoListAsComposition: boolean
  /** An `override` counts when the walk comes to it, the last of a list first; so it meets no entry behind it. */
  readonly overridesInTurn: boolean
  /** A stored config types the one of its name in front of it no more. */
  readonly ignoresSchemasBeside: boolean
  /** `.yml` is refused where it is met, instead of listed and not found. */
  readonly refusesYml: boolean
  /** A primary config without `_self_` needs no warning. */
  readonly impliesSelf: boolean
  /** `+group=option` counts from the top, and not from the folder of the primary config. */
  readonly appendsFromTop: boolean
  /** `~name` deletes a config entry, too. */
  readonly deletesConfigs: boolean
}

/** Of the `hydra` node, and of a run. */
export interface RunRules {
  /** What the release after it drops is announced where it is used. */
  readonly announcesDrops: boolean
  /** `hydra.aliases`: other names for overrides. */
  readonly hasAliases: boolean
  /** `hydra.job.override_dirname` is `${hydra_override_dirname:}`, made when it is asked for. */
  readonly resolvesOverrideDirname: boolean
  /** A job of a sweep chooses and sets the launcher and the sweeper as the sweep does, or is refused. */
  readonly keepsControllers: boolean
  /** `hydra.job.env_set` is resolved first, and may so refer to the job's config, instead of to Hydra's node alone. */
  readonly resolvesVariables: boolean
  /** What OmegaConf refuses as a value, with a `ValueError`, keeps its class where composing fails of it. */
  readonly keepsValueErrors: boolean
  /** What a task throws is written into the log files of its job as well. */
  readonly logsFailedJobs: boolean
  /** `hydra.mode` is settled by the command line and the primary config alone, and written into no overrides unless asked for. */
  readonly settlesModeFirst: boolean
  /** `hydra.job.chdir` is false unless set, and never null. */
  readonly chdirIsBool: boolean
}

/**
 * Of YAML. OmegaConf 2.3 reads and writes with PyYAML's own Python code, 2.4 with libyaml wherever PyYAML was built with
 * it.
 */
export interface YamlRules {
  readonly read: YamlReadingRules
  readonly write: YamlWritingRules
}

export interface YamlReadingRules {
  /** Tabs stand between tokens and inside plain text wherever that is not indentation, instead of being refused. */
  readonly tabsSeparate: boolean
  /** A tab before the text of `|` or `>`, where its margin is not known yet, is refused instead of taken for text. */
  readonly refusesTabsInMargins: boolean
  /** `?` inside a plain text in `[` or `{` is text. */
  readonly questionsAreText: boolean
  /** `? ` without a key is refused in `[`, instead of being the key null. */
  readonly refusesEmptyItemKeys: boolean
  /** `:` right before `,`, `[`, `]`, `{` or `}` is refused, instead of ending the plain text before it. */
  readonly refusesTightColons: boolean
  /** Escapes of half a character (`"\ud83d"`) are refused. */
  readonly refusesSurrogates: boolean
  /** A byte order mark at the start of a later line is passed over, but has a column. */
  readonly passesByteOrderMarks: boolean
  /** `!` before nothing is an empty text, instead of null. */
  readonly emptyTagIsText: boolean
  /** A tag ends at `,`, `[` and `]`, instead of holding them. */
  readonly endsTagsAtCommas: boolean
  /** `|#` begins a comment. */
  readonly commentsTightly: boolean
  /** Directives other than `%TAG` and `%YAML` with 1.1 or 1.2 are refused. */
  readonly refusesOtherDirectives: boolean
  /** A text key that a map has itself stays in its place, behind all that `<<` brings, instead of taking the place there. */
  readonly keepsOwnKeysBehind: boolean
  /** A text key given twice is looked for each time that a map is merged. */
  readonly refusesMergedRepeats: boolean
  /** An alias inside what it stands for is refused wherever it is: behind `<<`, or where a later equal key replaces it. */
  readonly refusesAllCircles: boolean
  /**
   * What `<<` brings is taken in the order it is written, a key that it brought before left out: the same key of the
   * document, or another one of at most one character. Instead of from the last of a list to the first. PyYAML 6.0.4
   * has it so; OmegaConf 2.4 merges by itself.
   */
  readonly mergesAsWritten: boolean
  /**
   * How many keys and values a document may have with every alias written out, also one without aliases; undefined for
   * any number.
   */
  readonly mostNodes: number | undefined
}

/** Of texts, as values of a config. */
export interface TextRules {
  /** `\???` is the text `???`, which is no missing value, and is written so again; a backslash more is one in the text. */
  readonly escapesMissing: boolean
}

/** Of the keys of maps, the indices of lists, and paths of them. */
export interface KeyRules {
  /** A backslash frees `.`, `[`, `]` and `=` in a path from their meaning: `a\.b` is one key. */
  readonly readsEscapes: boolean
  /** -1 in a path counts from the end of a list, instead of finding nothing. */
  readonly countsFromEnd: boolean
  /** A text in a path finds the int key that it spells, and an int inside a reference is a key. */
  readonly findsInts: boolean
  /** A relative path that climbs above the root finds nothing, instead of being refused. */
  readonly endsAboveRoot: boolean
  /** A change goes through a reference to what it names, instead of putting a map in the place of it. */
  readonly changesThroughReferences: boolean
  /** An int and the text of it (`1` and `'1'`) cannot both be keys of one map. */
  readonly refusesCollidingKeys: boolean
}

/** Of the evaluation of interpolations. */
export interface InterpolationRules {
  /** One whose result is `???` is refused, instead of counting as missing. */
  readonly refusesMissingResults: boolean
  /** Resolving a config in place refuses a reference to a missing value, instead of making it missing. */
  readonly refusesMissingTargets: boolean
  /** An interpolation that leads to a missing value counts among the missing keys of a config. */
  readonly findsMissingTargets: boolean
  /** Resolving a config to data asks each interpolation once, however many refer to it. */
  readonly asksOnce: boolean
  /** Resolving in place makes a list or map of a resolver a part of the config, instead of refusing it. */
  readonly takesResults: boolean
  /** Resolving in place resolves a copy of a container once more: what was escaped in it is an interpolation by then. */
  readonly resolvesCopies: boolean
  /** Where a list, map or struct is declared, the content of what is referred to is converted whenever it is asked for. */
  readonly convertsContainers: boolean
  /** Resolving in place refuses what `oc.create` and `oc.dict` make, for which OmegaConf 2.4 finds no key. */
  readonly refusesMadeConfigs: boolean
}

/** Of merging. */
export interface MergeRules {
  /** A map that is null takes keys as an empty one would: a struct with its defaults, another one if it is not closed. */
  readonly fillsNullMaps: boolean
  /** What is read-only on the left is merged as all else is; only changes of one config mind it. */
  readonly overrulesReadonly: boolean
  /** In a list or map that gets a type, what has none of its own is converted, instead of having to fit already. */
  readonly convertsUntyped: boolean
  /** So does a plain map: it becomes the struct that is declared there. A list without a type takes over one of structs. */
  readonly makesStructs: boolean
  /** A struct whose place is declared as a dict later has to fit there as a plain map has. */
  readonly fitsStructs: boolean
  /** An interpolation on the right replaces what is there, also a struct, and is not followed for that. */
  readonly takesInterpolations: boolean
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
