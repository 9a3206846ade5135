export { dictToList, listToDict } from './convert/dict-list.js'
export { normalizeStock } from './convert/normalize-stock.js'
export { stepsOf, validSteps } from './effective/effective-config.js'
export { fnmatch } from './effective/fnmatch.js'
export { quantizersOf, sampleModel } from './effective/sample-model.js'
export { type Effective, effectiveSettings, type Quantizer, type Setting } from './effective/settings.js'
export { fingerprint, judge, sameSteps, type Verdict } from './effective/verdict.js'
export { configFor, type ExportForm, exportText } from './export/export-config.js'
export { type Format, formatsOf, resolveFormat } from './format/formats.js'
export { GROUP, optionFiles } from './group/option-files.js'
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
export { applyOverlay, OVERLAY_KEYS } from './overlay/apply-overlay.js'
export { applyOverlayToList } from './overlay/apply-overlay-to-list.js'
export { OVERLAYS, type Overlay } from './overlay/overlays.js'
export { canRun, type Preflight, type PreflightFinding, preflight } from './preflight/preflight.js'
export { type RuntimeRisk, runtimeRisks } from './preflight/runtime-rules.js'
export { type Study, type StudyOptions, studyOf } from './preflight/study.js'
export { combinedName, type JudgedJob, judgeSweep, type PlannedJob, type SweepVerdict } from './sweep/plan.js'
export { type Checked, checkAttributes, type Problem } from './validity/attributes.js'
export { isEmptyCfg, type Step, type Steps, stepsOfDict, stepsOfList } from './validity/entries.js'
export { MODELOPT_VERSIONS, type ModelOpt, type QuantCfgStyle, styleOf } from './validity/modelopt.js'
