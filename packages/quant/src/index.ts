export { command, localFiles } from './command/command.js'
export type { CommandHost, HostJob } from './command/command-host.js'
export { dictToList, listToDict } from './convert/dict-list.js'
export { normalizeStock } from './convert/normalize-stock.js'
export * from './deprecated.js'
export {
  type Chain,
  type Effective,
  effectiveSettings,
  type Quantizer,
  type Setting,
} from './effective/effective-settings.js'
export { type Interpretation, interpret } from './effective/interpretation.js'
export { quantizersOf, sampleModel } from './effective/sample-model.js'
export { stepsOf, validSteps } from './effective/steps-of-config.js'
export { fingerprint, type Judging, judge, sameSteps, type Verdict } from './effective/verdict.js'
export { configFor, EXPORT_FORMS, type ExportForm, exportText } from './export/export-config.js'
export { yamlText } from './export/yaml.js'
export { type Format, formatOf, formatsOf, resolveFormat } from './format/formats.js'
export { GROUP, optionFiles } from './group/option-files.js'
export { type BrokenRule, brokenRules } from './group/rules.js'
export { GRANULARITY_SCHEMA } from './group/schema.js'
export {
  type Layer,
  layersFromSafetensors,
  layersFromText,
  quantizersOfLayers,
  safetensorsHeaderLength,
} from './layers/layer-names.js'
export { type Indivisible, type LayerReport, type Matching, reportLayers } from './layers/layer-report.js'
export { literalOfValue } from './literal/from-value.js'
export * from './literal/literal.js'
export { pythonLiteral } from './literal/python.js'
export { fromTypedJson, type TypedJson, toTypedJson } from './literal/typed-json.js'
export { type Manifest, manifestOf, replay } from './manifest/manifest.js'
export { applyOverlay, OVERLAY_KEYS, type OverlayOptions } from './overlay/apply-overlay.js'
export { applyOverlayToList } from './overlay/apply-overlay-to-list.js'
export { OVERLAYS, type Overlay } from './overlay/overlays.js'
export { type PlanPageOptions, planPage } from './picture/plan-page.js'
export { quant } from './plugin.js'
export {
  canRun,
  type Preflight,
  type PreflightFinding,
  type PreflightOptions,
  preflight,
} from './preflight/preflight.js'
export { type Study, type StudyOptions, studyOf } from './preflight/study.js'
export type { LocalFiles, RecipeLibrary } from './recipe/library.js'
export { type LoadedConfig, loadConfig, type RecipeNote } from './recipe/load-config.js'
export { loadRecipe, type Recipe, type RecipeOptions, recipeNames } from './recipe/load-recipe.js'
export { releaseFrom } from './release/installed-release.js'
export type { Release } from './release/release.js'
export { releaseNamed, storedVersions } from './release/stored-releases.js'
export { isSince, type ModelOpt, type QuantCfgStyle, styleOf } from './release/version.js'
export { attributesOn } from './runtime/block-size-kernel.js'
export { CPU, type Device, deviceNamed } from './runtime/device.js'
export { judgeRun, type RunFinding } from './runtime/judge-run.js'
export { type QuantizedModel, quantizedModelOf } from './runtime/quantized-model.js'
export { RUNTIME_RULES, type RuntimeRule } from './runtime/rules.js'
export {
  type BrokenJob,
  combinedName,
  type JudgedJob,
  judgeSweep,
  type PlannedJob,
  type SweepVerdict,
} from './sweep/plan.js'
export { type RunResult, type RunResults, readRunResults } from './sweep/run-results.js'
export { type Checked, checkAttributes, type Problem } from './validity/attributes.js'
export { isEmptyCfg, type Step, type Steps, stepsOfDict, stepsOfList } from './validity/entries.js'
export { entriesOf } from './validity/entry-forms.js'
