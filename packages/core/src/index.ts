export type { DialectName, PyYamlVersion } from './dialect/dialect.js'
export { hasAliases, hydraVersionOf, isDialectName, isPyYamlVersion, pyYamlLike } from './dialect/dialects.js'

// The pipeline, and what programs and plugins hand over.

export type { ComposeRequest } from './compose.js'
export { compose } from './compose.js'
export type { DotlistOptions } from './dotlist.js'
export { fromDotlist, mergeDotlist, tryMergeDotlist } from './dotlist.js'
export type { FromJsOptions } from './grammar/from-js.js'
export { fromJs } from './grammar/from-js.js'
export type { PackageOption } from './grammar/override-builder.js'
export { override } from './grammar/override-builder.js'
export type { Extensions, Finding, GroupSchema, Plugin, PluginPanel, WrittenCheck } from './plugin.js'
export { mergePlugins, NO_EXTENSIONS } from './plugin.js'

// Sweeps: the jobs of a command line, as a plan that makes each when it is asked for.

export { AlikeJobs } from './jobs/alike-jobs.js'
export { composeJob } from './jobs/compose-job.js'
export type { JobOverrides } from './jobs/job-overrides.js'
export { jobOverridesOf } from './jobs/job-overrides.js'
export { refuseOtherControllers } from './jobs/refuse-other-controllers.js'
export { shownOverrides } from './jobs/shown-overrides.js'
export type { ComposedJob, SweepOfJobs, UncomposedJob } from './jobs/sweep-jobs.js'
export { sweepJobs, sweepOf } from './jobs/sweep-jobs.js'
export { sweeperParams } from './jobs/sweeper-params.js'
export type { Job, JobBatch, SweepOptions, SweepPlan } from './sweep/cartesian-product.js'
export { planSweep } from './sweep/cartesian-product.js'
export type { PointOptions, SweepPoints } from './sweep/sweep-values.js'
export { expandSweep } from './sweep/sweep-values.js'

// What is typed, completed.

export type { CompletionRequest } from './complete/complete-override.js'
export { completeOverride } from './complete/complete-override.js'

// Composition: layers and edits, the run, explanations.

export type { GivenVariable } from './composition/apply-variables.js'
export { variableText } from './composition/apply-variables.js'
export { HYDRA_SETTINGS } from './composition/builtin/settings-docs.js'
export { hydraSource, hydraStored } from './composition/builtin/source.js'
export { classify } from './composition/classify-overrides.js'
export type { PlainConfig, YamlOptions } from './composition/composed.js'
export { Composed } from './composition/composed.js'
export type { Composition, Intent, Layer } from './composition/composition.js'
export { defaultsOf } from './composition/compute-defaults-list.js'
export { evaluationFor, evaluationOf } from './composition/config-evaluation.js'
export { describeAll } from './composition/describe-all.js'
export type { Difference } from './composition/differences.js'
export { differences, inline } from './composition/differences.js'
export type { Environment, LocalTime, RunFacts, RunMode } from './composition/environment.js'
export { Explainer, explain } from './composition/explain.js'
export { explainAll } from './composition/explain-all.js'
export { explainText, inlineText } from './composition/explain-text.js'
export type { ExplainedPlace, ExplainedText, ExplainedTextsOptions } from './composition/explained-texts.js'
export { ExplainedTexts } from './composition/explained-texts.js'
export type {
  EditStep,
  Explanation,
  LayerStep,
  RunStep,
  SourceOf,
  Step,
  VariableStep,
} from './composition/explanation.js'
export { hydraResolvers } from './composition/hydra-resolvers.js'
export type { InclusionStep } from './composition/inclusion-path.js'
export { lastWriter } from './composition/last-writer.js'
export type { Location } from './composition/locate-key.js'
export { locateKey, locateKeyFrom } from './composition/locate-key.js'
export { maskedOverride, maskedOverrideText } from './composition/masked-override.js'
export type { Secrets, Told } from './composition/masked-refusal.js'
export { givenSecrets, maskedRefusal, maskedTelling } from './composition/masked-refusal.js'
export { modeInAdvance, refuseOtherMode } from './composition/mode-in-advance.js'
export { openEnvironment } from './composition/open-environment.js'
export { openLibraryFor } from './composition/open-library.js'
export type { OverrideAliases } from './composition/override-aliases.js'
export { splitOverride } from './composition/override-aliases.js'
export type { ReachableGroup } from './composition/reachable-groups.js'
export { reachableGroups } from './composition/reachable-groups.js'
export { aliasesFor, readOverrides } from './composition/read-overrides.js'
export {
  neededSetting,
  setting,
  settingOfHydra,
  settingText,
  settingValue,
  textsOf,
  withSettings,
} from './composition/read-setting.js'
export type { BrowserFacts } from './composition/run-facts.js'
export { browserFacts, HYDRA_VERSION, localTime } from './composition/run-facts.js'
export { refusalsOf } from './composition/secret-texts.js'
export { sensitiveNames } from './composition/sensitive-keys.js'
export type { ShowOptions } from './composition/show-cfg.js'
export { showCfg, shownPart } from './composition/show-cfg.js'
export { shownDifferences } from './composition/shown-differences.js'
export type { StoreEntry } from './composition/store.js'
export { store } from './composition/store.js'
export { strftime } from './composition/strftime.js'
export { rulesFor } from './library/version-base.js'

// The defaults list.

export type { Defaults } from './defaults/defaults-list.js'
export { listDefaults } from './defaults/defaults-list.js'
export type {
  AbsentNode,
  Choices,
  DefaultsList,
  DefaultsTree,
  ListEntry,
  LoadedNode,
  PlacedEntry,
  PlacedGroup,
  SelfNode,
  TreeNode,
} from './defaults/tree.js'

// The library: config sources under one search path.

export { configFile } from './library/config-file-name.js'
export type {
  ConfigContent,
  ConfigSource,
  Listing,
  OpenSource,
  SearchPath,
  SearchPathEntry,
  StoredContent,
  TextContent,
} from './library/config-source.js'
export { schemeOf } from './library/config-source.js'
export type { ConfigEntry, DefaultsEntry, Document, GroupChoice, GroupEntry, SelfEntry } from './library/document.js'
export { isHydraGroup } from './library/hydra-groups.js'
export type { Library, OptionKind } from './library/library.js'
export { loadFrom, openLibrary, optionsOf } from './library/library.js'
export { memorySource } from './library/memory-source.js'
export type { Header } from './library/package-header.js'
export { readHeader } from './library/package-header.js'
export { readDocument } from './library/read-document.js'
export type { Anchor, Caller } from './library/search-path.js'
export { append, createSearchPath, findFirst, findLast, prepend, searchPathDir } from './library/search-path.js'
export { snapshotSource } from './library/snapshot-source.js'
export type { StoredConfig } from './library/stored-source.js'
export { storedSource } from './library/stored-source.js'
export type { VersionRules } from './library/version-rules.js'
export { allGroups, filesIn } from './library/walk-folders.js'

// YAML, as PyYAML and OmegaConf read and write it.

export { decodeYaml } from './yaml/decode.js'
export type { ToYamlOptions } from './yaml/emit.js'
export { toYaml, toYamlLines } from './yaml/emit.js'
export type { ReadYamlOptions } from './yaml/parse.js'
export { loadYaml, loadYamlDocuments, parseYaml } from './yaml/parse.js'
export type { RawDate, RawKey, RawSet, RawTuple, RawValue } from './yaml/raw-value.js'

// Merging, updating, single items.

export type { ItemOptions } from './merge/get-item.js'
export { getItem, getItemOr, hasItem, hasKey, isInterpolation, isMissing } from './merge/get-item.js'
export type { Attempt, MergeOptions } from './merge/merge.js'
export { merge, mergeAll, mergeAt } from './merge/merge.js'
export { withFlags } from './merge/merge-types.js'
export type { Given, PopOptions, SetOptions } from './merge/set-item.js'
export { appendItem, insertItem, popItem, removeItem, setItem } from './merge/set-item.js'
export type { UpdateOptions } from './merge/update.js'
export { tryUpdate, update } from './merge/update.js'

// Interpolations and resolvers.

export { evaluate, following, resolveAt } from './interpolation/dereference.js'
export type { EvaluationOptions } from './interpolation/evaluation-options.js'
export { refusing } from './interpolation/evaluation-options.js'
export type { Reference as FollowedReference } from './interpolation/followed-references.js'
export { referencesOf } from './interpolation/followed-references.js'
export type { ResolveOptions } from './interpolation/resolve-config.js'
export { resolve } from './interpolation/resolve-config.js'
export { InPlaceResolver } from './interpolation/resolve-in-place.js'
export type { Resolver, ResolverContext, ResolverFunction, ResolverOptions } from './interpolation/resolver.js'
export { ResolverCache, valueResolver } from './interpolation/resolver.js'
export type { PlainResolver, Resolvers } from './interpolation/resolver-from-function.js'
export { resolver, resolversOf } from './interpolation/resolver-from-function.js'
export type { Variable, VariableFile, Variables } from './interpolation/variables.js'
export { variableNamed } from './interpolation/variables.js'

// The grammar of overrides, and of interpolations in texts.

export type { Random } from './grammar/functions-shuffle.js'
export { seededRandom } from './grammar/functions-shuffle.js'
export { parseElement, parseTemplate } from './grammar/interpolation.js'
export type {
  ChoiceSweep,
  Element,
  GlobSweep,
  IntervalSweep,
  ListElement,
  MapElement,
  Override,
  OverrideKey,
  OverrideValue,
  QuotedElement,
  RangeSweep,
  Sweep,
  SweepNumber,
  TextElement,
} from './grammar/override.js'
export { isSweep } from './grammar/override.js'
export { elementValue } from './grammar/override-element.js'
export { quotedText } from './grammar/override-text.js'
export type { ParseOverrideOptions } from './grammar/parse-override.js'
export { parseOverride, parseOverrides } from './grammar/parse-override.js'
export { keyText, valueText, writtenValue } from './grammar/print.js'
export { printOverride } from './grammar/print-override.js'
export { isSimpleInterpolation } from './grammar/simple-interpolation.js'
export { textValue } from './grammar/text-value.js'

// Shapes: declared types, and conversion to them.

export { convert } from './shape/convert.js'
export { structDefaults } from './shape/struct-defaults.js'
export type { ContainerShape, DictType, Field, Struct, Type } from './value/value.js'

// Values, where they hang and how they are read.

export { jsonReady } from './value/bigint-json.js'
export { childNodes } from './value/child-nodes.js'
export type { ConfigNode, Follow } from './value/config-node.js'
export { childNode, isClosed, isReadonly, replaceNode, rootNode, rootOf } from './value/config-node.js'
export type { ConfigOrigin } from './value/config-objects.js'
export { asConfig, configOriginOf, inPlaceOf, isConfig } from './value/config-objects.js'
export * from './value/constructors.js'
export { MAX_DEPTH } from './value/depth-limit.js'
export { fromKey, fromScalar } from './value/from-scalar.js'
export type { Key, KeyId } from './value/key.js'
export { keyId } from './value/key.js'
export { maskedCopy } from './value/masked-copy.js'
export { missingKeys } from './value/missing-keys.js'
export { readFloat, readInt } from './value/number.js'
export type { Path } from './value/path.js'
export { fullKey, keyText as textOfKey, pathOf, splitKey } from './value/path.js'
export { pythonText } from './value/python-text.js'
export { putReadable } from './value/readable-property.js'
export type { SelectOptions } from './value/select.js'
export { select, selectNode } from './value/select.js'
export { strictly } from './value/strict-object.js'
export type { Argument, Template } from './value/template.js'
export type { DataOptions } from './value/to-data.js'
export { toData } from './value/to-data.js'
export type { Js, JsKey, ToJsOptions } from './value/to-js.js'
export { toJs } from './value/to-js.js'
export type * from './value/value.js'
export { isContainer } from './value/value.js'

// Texts, their origins, and errors that point at them.

export { kindWords } from './messages/type-words.js'
export { closeMatches } from './text/close-matches.js'
export { codeFrame } from './text/code-frame.js'
export type { Complaint, ErrorType } from './text/errors.js'
export { HydraconfError, raise, unlessRefused } from './text/errors.js'
export { globMatcher } from './text/glob.js'
export type { Position } from './text/lines.js'
export { pythonFloat, pythonString } from './text/python-repr.js'
export type { Origin, Source, Stretch } from './text/source.js'
export {
  describeOrigin,
  MASK,
  positionOf,
  positionOfOrigin,
  printable,
  printableLines,
  shownText,
} from './text/source.js'
export { atCaller } from './text/stack-trace.js'

// Names of earlier versions.

export type { Place, RouteStep, Rules, Spot } from './deprecated.js'
export {
  cause,
  childSpot,
  collect,
  nearest,
  placeOf,
  placeOfOrigin,
  replaceAt,
  rootSpot,
  runResolvers,
  selectSpot,
} from './deprecated.js'
