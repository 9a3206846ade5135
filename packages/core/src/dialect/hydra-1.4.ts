import type { Dialect } from './dialect.js'

/** hydra-core 1.4.0rc3 on OmegaConf 2.4.1rc1. */
export const HYDRA_1_4: Dialect = {
  name: '1.4',
  versionBase: { newest: '1.4', oldest: '1.3' },
  defaults: {
    refusesParentFolders: true,
    optionNamesGroup: true,
    refusesUnknownKeywords: true,
    refusesResolvers: true,
    seesOuterChoices: true,
    showsInterpolatedLast: true,
    refusesNoListAsComposition: true,
    refusesYml: true,
    impliesSelf: true,
    appendsFromTop: true,
    deletesConfigs: true,
  },
  run: { hasAliases: true, resolvesOverrideDirname: true, chdirIsBool: true },
  yaml: {
    read: {
      tabsSeparate: true,
      refusesTabsInMargins: true,
      questionsAreText: true,
      refusesEmptyItemKeys: true,
      refusesTightColons: true,
      refusesSurrogates: true,
      passesByteOrderMarks: true,
      emptyTagIsText: true,
      endsTagsAtCommas: true,
      commentsTightly: true,
      refusesOtherDirectives: true,
      keepsOwnKeysBehind: true,
      mostNodes: 10_000,
    },
    write: {
      escapesBeyondBmp: true,
      escapesNextLine: true,
      foldsQuotedAtSpaces: true,
      measuresKeysInBytes: true,
      writesEmptyKeysSimply: true,
      breaksKeysAtReturns: true,
      writesPathsWhole: true,
      repeatsResults: true,
    },
  },
  keys: { refusesLookAlikes: true },
}
