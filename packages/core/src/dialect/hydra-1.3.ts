import type { Dialect } from './dialect.js'

/** hydra-core 1.3.5 on OmegaConf 2.3.1; 1.3.8 answers the same. */
export const HYDRA_1_3: Dialect = {
  name: '1.3',
  versionBase: { newest: '1.3', oldest: '1.1' },
  defaults: {
    refusesParentFolders: false,
    optionNamesGroup: false,
    refusesUnknownKeywords: false,
    refusesResolvers: false,
    seesOuterChoices: false,
    showsInterpolatedLast: false,
    refusesNoListAsComposition: false,
    refusesYml: false,
    impliesSelf: false,
    appendsFromTop: false,
    deletesConfigs: false,
  },
  run: { hasAliases: false, resolvesOverrideDirname: false, chdirIsBool: false },
  yaml: {
    read: {
      tabsSeparate: false,
      refusesTabsInMargins: false,
      questionsAreText: false,
      refusesEmptyItemKeys: false,
      refusesTightColons: false,
      refusesSurrogates: false,
      passesByteOrderMarks: false,
      emptyTagIsText: false,
      endsTagsAtCommas: false,
      commentsTightly: false,
      refusesOtherDirectives: false,
      keepsOwnKeysBehind: false,
      mostNodes: undefined,
    },
    write: {
      escapesBeyondBmp: false,
      escapesNextLine: false,
      foldsQuotedAtSpaces: false,
      measuresKeysInBytes: false,
      writesEmptyKeysSimply: false,
      breaksKeysAtReturns: false,
      writesPathsWhole: false,
      repeatsResults: false,
    },
  },
  keys: { refusesLookAlikes: false },
}
