// The pipeline, and what programs and plugins hand over.

export type { ComposeRequest } from './compose.js'
export { compose } from './compose.js'
export type { DotlistOptions } from './dotlist.js'
export { fromDotlist, mergeDotlist, tryMergeDotlist } from './dotlist.js'
export type { FromJsOptions } from './grammar/from-js.js'
export { fromJs } from './grammar/from-js.js'
export type { PackageOption } from './grammar/override-builder.js'
export { override } from './grammar/override-builder.js'
export type { Extensions, Finding, GroupSchema, Plugin } from './plugin.js'
export { collect, NO_EXTENSIONS } from './plugin.js'

// Sweeps: the jobs of a command line, as a plan that makes each when it is asked for.

export type { Job, JobBatch, SweepOptions, SweepPlan } from './sweep/plan.js'
export { planSweep } from './sweep/plan.js'
export type { PointOptions, SweepPoints } from './sweep/points.js'
export { expandSweep } from './sweep/points.js'

// Composition: layers and edits, the run, explanations.

export { hydraSource, hydraStored } from './composition/builtin/source.js'
export { classify } from './composition/classify.js'
export type { PlainConfig, YamlOptions } from './composition/composed.js'
export { Composed } from './composition/composed.js'
export { evaluationFor, evaluationOf } from './composition/evaluation-of.js'
export type { EditStep, Explanation, LayerStep, RunStep, SourceOf, Step } from './composition/explain.js'
export { Explainer, explain } from './composition/explain.js'
export type { ExplainAllOptions } from './composition/explain-all.js'
export { explainAll } from './composition/explain-all.js'
export { explainText } from './composition/explain-text.js'
export { openEnvironment } from './composition/open-environment.js'
export { runResolvers } from './composition/resolvers.js'
export type { RouteStep } from './composition/route.js'
export type { BrowserFacts } from './composition/run-facts.js'
export { browserFacts, HYDRA_VERSION, localTime } from './composition/run-facts.js'
export type { StoreEntry } from './composition/store.js'
export { store } from './composition/store.js'
export { strftime } from './composition/strftime.js'
export type { Composition, Environment, Intent, Layer, LocalTime, RunFacts, RunMode } from './composition/types.js'
export { rulesFor } from './composition/version-base.js'

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

export { configFile } from './library/config-file.js'
export type { ConfigEntry, DefaultsEntry, Document, GroupChoice, GroupEntry, SelfEntry } from './library/document.js'
export type { Header } from './library/header.js'
export { readHeader } from './library/header.js'
export type { Library, OptionKind } from './library/library.js'
export { loadFrom, openLibrary, optionsOf } from './library/library.js'
export { memorySource } from './library/memory-source.js'
export { readDocument } from './library/read-document.js'
export type { Rules } from './library/rules.js'
export type { Anchor, Caller } from './library/search-path.js'
export { append, createSearchPath, findFirst, findLast, prepend, searchPathDir } from './library/search-path.js'
export type {
  ConfigContent,
  ConfigSource,
  Listing,
  OpenSource,
  SearchPath,
  SearchPathEntry,
  StoredContent,
  TextContent,
} from './library/source.js'
export { schemeOf } from './library/source.js'
export type { StoredConfig } from './library/stored-source.js'
export { storedSource } from './library/stored-source.js'

// YAML, as PyYAML and OmegaConf read and write it.

export { decodeYaml } from './yaml/decode.js'
export type { ToYamlOptions } from './yaml/emit.js'
export { toYaml } from './yaml/emit.js'
export { loadYaml, parseYaml } from './yaml/parse.js'
export type { RawDate, RawKey, RawSet, RawTuple, RawValue } from './yaml/raw.js'

// Merging, updating, single items.

export type { Given, PopOptions, SetOptions } from './merge/items.js'
export { appendItem, insertItem, popItem, removeItem, setItem } from './merge/items.js'
export type { ItemOptions } from './merge/lookup.js'
export { getItem, getItemOr, hasItem, hasKey, isInterpolation, isMissing } from './merge/lookup.js'
export type { Attempt, MergeOptions } from './merge/merge.js'
export { merge, mergeAll, mergeAt } from './merge/merge.js'
export { withFlags } from './merge/typed.js'
export type { UpdateOptions } from './merge/update.js'
export { tryUpdate, update } from './merge/update.js'

// Interpolations and resolvers.

export type { EvaluationOptions } from './interpolation/evaluation-options.js'
export { evaluate, following, resolveAt } from './interpolation/follow.js'
export type { PlainResolver, Resolvers } from './interpolation/plain-resolver.js'
export { resolver, resolversOf } from './interpolation/plain-resolver.js'
export type { Reference as FollowedReference } from './interpolation/references.js'
export { referencesOf } from './interpolation/references.js'
export type { ResolveOptions } from './interpolation/resolve.js'
export { resolve } from './interpolation/resolve.js'
export type { Resolver, ResolverContext, ResolverFunction, ResolverOptions } from './interpolation/resolver.js'
export { ResolverCache, valueResolver } from './interpolation/resolver.js'

// The grammar of overrides, and of interpolations in texts.

export type { Random } from './grammar/functions-shuffle.js'
export { seededRandom } from './grammar/functions-shuffle.js'
export { parseElement, parseTemplate } from './grammar/interpolation.js'
export type {
  Element,
  ListElement,
  MapElement,
  Override,
  OverrideKey,
  OverrideValue,
  QuotedElement,
  TextElement,
} from './grammar/override.js'
export { isSweep } from './grammar/override.js'
export { elementValue } from './grammar/override-element.js'
export type { ParseOverrideOptions } from './grammar/override-parse.js'
export { parseOverride, parseOverrides } from './grammar/override-parse.js'
export { keyText, valueText, writtenValue } from './grammar/print.js'
export { printOverride } from './grammar/print-override.js'
export { isSimpleInterpolation } from './grammar/simple-interpolation.js'
export type { ChoiceSweep, GlobSweep, IntervalSweep, RangeSweep, Sweep, SweepNumber } from './grammar/sweep.js'
export { textValue } from './grammar/text.js'

// Shapes: declared types, and conversion to them.

export { convert } from './shape/convert.js'
export { structDefaults } from './shape/prototype.js'
export type { ContainerShape, Field, Struct, Type } from './shape/shape.js'

// Values, where they hang and how they are read.

export type { DataOptions } from './value/data.js'
export { toData } from './value/data.js'
export type { Js, JsKey, ToJsOptions } from './value/js.js'
export { toJs } from './value/js.js'
export { jsonReady } from './value/json-ready.js'
export type { Key, KeyId } from './value/key.js'
export { keyId } from './value/key.js'
export * from './value/make.js'
export { maskedCopy } from './value/mask.js'
export { missingKeys } from './value/missing.js'
export { readFloat, readInt } from './value/number.js'
export type { Path } from './value/path.js'
export { fullKey, pathOf, splitKey } from './value/path.js'
export { pythonText } from './value/python-text.js'
export type { SelectOptions } from './value/select.js'
export { select, selectSpot } from './value/select.js'
export type { Follow, Spot } from './value/spot.js'
export { childSpot, isClosed, isReadonly, replaceAt, rootOf, rootSpot } from './value/spot.js'
export type { Argument, Template } from './value/template.js'
export type * from './value/value.js'
export { isContainer } from './value/value.js'

// Texts, their origins, and errors that point at them.

export { atCaller } from './text/at-caller.js'
export type { Complaint, ErrorType } from './text/errors.js'
export { HydraconfError, raise } from './text/errors.js'
export { globMatcher } from './text/glob.js'
export type { Place } from './text/lines.js'
export { nearest } from './text/nearest.js'
export { pythonFloat, pythonString } from './text/python.js'
export type { Origin, Source } from './text/source.js'
export { describeOrigin, placeOf, placeOfOrigin, printable, printableLines } from './text/source.js'
