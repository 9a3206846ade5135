import type { Origin } from '@hydraconf/core'
import type { Quantizer } from '../effective/effective-settings.js'
import { interpret } from '../effective/interpretation.js'
import { fingerprint, judge, type Verdict } from '../effective/verdict.js'
import { type Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import { valueAt } from '../literal/value-at.js'
import { OVERLAY_KEYS } from '../overlay/apply-overlay.js'
import { attributesOn, TRITON_FP4_SINCE } from '../runtime/block-size-kernel.js'
import type { Device } from '../runtime/device.js'
import { judgeRun, type RunFinding } from '../runtime/judge-run.js'
import { quantizedModelOf } from '../runtime/quantized-model.js'
import type { Study } from './study.js'
import { unexcludedModules } from './unexcluded-modules.js'

export interface PreflightFinding {
  /** `error`: will not run, or breaks a rule; `warning`: runs, and probably not as meant; `note`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'note'
  readonly rule: string
  readonly message: string
  /** Where it was asked for: in the overlay if it comes from there, else where the pair names its format. */
  readonly origin: Origin
  /** Set where the run ends there. */
  readonly fails?: true
}

export interface Preflight {
  readonly verdict: Verdict
  /** Set where no device is named, and the overlay does nothing on GPUs from 2022 on. */
  readonly isIgnoredByNewGpus?: true
  readonly findings: readonly PreflightFinding[]
  /** Equal for two studies whose enabled quantizers all do the same; undefined for an invalid one. */
  readonly fingerprint: string | undefined
}

export interface PreflightOptions {
  readonly quantizers: readonly Quantizer[]
  /** What it is to run on; left out: what holds for some devices is said with the devices. */
  readonly device?: Device | undefined
}

/** Checks a study against its ModelOpt release, and a device, before a GPU is touched. */
export function preflight(study: Study, { quantizers, device }: PreflightOptions): Preflight {
  const { base, effective, modelopt } = study
  const onDevice = attributesOn(device)
  const verdict = judge(base, effective, { modelopt, quantizers, onDevice })
  const interpretation = interpret(effective, modelopt, quantizers)
  const refused: readonly PreflightFinding[] = [
    ...study.notes.map(({ code, message, origin }) => ({ severity: 'warning', rule: code, message, origin }) as const),
    ...refusals(study, interpretation.problems),
    ...addedPatterns(study),
  ]
  if (interpretation.problems.length > 0) return { verdict, findings: refused, fingerprint: undefined }
  const model = quantizedModelOf(interpretation, effective.get('algorithm') ?? null, modelopt, quantizers)
  const ofRun = judgeRun(model, modelopt, device).map((found) => {
    const step = found.step === undefined ? undefined : interpretation.steps[found.step]
    return findingOf(found, step?.pattern, study, device)
  })
  const isIgnored = device === undefined && verdict.kind === 'effective' && isNoOpOn(NEW_GPU, study, quantizers)
  return {
    verdict,
    ...(isIgnored ? { isIgnoredByNewGpus: true } : {}),
    findings: [
      ...refused,
      ...ownPatterns(study, interpretation),
      ...innerSwitches(study, interpretation),
      ...ofRun,
      ...unexcluded(study, quantizers),
    ],
    fingerprint: fingerprint(interpretation.effective, onDevice),
  }
}

/** A GPU of the kind that most sweeps run on. */
const NEW_GPU: Device = { name: 'a GPU from 2022 on', capability: TRITON_FP4_SINCE }

function isNoOpOn(device: Device, { base, effective, modelopt }: Study, quantizers: readonly Quantizer[]): boolean {
  return judge(base, effective, { modelopt, quantizers, onDevice: attributesOn(device) }).kind === 'no-op'
}

/** Whether a job with these findings can run at all. */
export function canRun({ verdict, findings }: Preflight): boolean {
  return verdict.kind !== 'invalid' && findings.every(({ fails }) => fails !== true)
}

function refusals(study: Study, problems: ReturnType<typeof interpret>['problems']): readonly PreflightFinding[] {
  const { modelopt, effective } = study
  return problems.map((problem) => ({
    severity: 'error',
    rule: problem.rule,
    message: `ModelOpt ${modelopt} refuses ${where(problem.path, effective)}: ${problem.message}`,
    origin: originOf(study, named(problem.path, effective)),
    fails: true,
  }))
}

/** A pattern that only the overlay has stands behind all others, and starts with nothing of the format's. */
function addedPatterns(study: Study): readonly PreflightFinding[] {
  const before = new Set(patternsOf(study.base))
  return OVERLAY_KEYS.filter(
    (key) => key !== 'default' && !before.has(key) && patternsOf(study.effective).includes(key),
  ).map((pattern) => ({
    severity: 'warning',
    rule: 'missing-base-pattern',
    message: `${study.format.name} has no '${pattern}': the overlay adds it behind all others, as an enabled INT8 quantizer`,
    origin: originOf(study, [pattern]),
  }))
}

/** What patterns of the overlay's own hit in the model. */
function ownPatterns(study: Study, { steps, effective }: ReturnType<typeof interpret>): readonly PreflightFinding[] {
  const own = study.overlay.overrides
    .keys()
    .filter((key) => !OVERLAY_KEYS.includes(key as never))
    .map(String)
  return own.map((pattern) => {
    const at = steps.findLastIndex((step) => step.pattern === pattern && step.parentClass === undefined)
    const hit = effective.filter(({ matched }) => matched.includes(at))
    const on = hit.filter(({ settings, setBy }) => setBy === at && settings.some(({ enabled }) => enabled)).length
    const origin = originOf(study, [pattern])
    if (hit.length === 0) {
      const message = `'${pattern}' hits no quantizer of the model: it does nothing`
      return { severity: 'warning', rule: 'own-pattern-hits-nothing', message, origin } as const
    }
    const message = `'${pattern}' is the overlay's own: it hits ${hit.length} quantizers of the model, and decides what ${on} that are on do`
    return { severity: 'note', rule: 'own-pattern', message, origin } as const
  })
}

/** An `enable` among attributes, where the list style looks at the entry's own alone. */
function innerSwitches(study: Study, { steps }: ReturnType<typeof interpret>): readonly PreflightFinding[] {
  if (!isList(study.effective.get('quant_cfg'))) return []
  return steps.flatMap(({ pattern, given }) => {
    const items = given === undefined ? [] : isDict(given as Literal) ? [given as Dict] : (given as readonly Dict[])
    if (!items.some((item) => item.get('enable') === false)) return []
    const message = `'${pattern}': enable: false stands inside cfg, where it does nothing; the quantizer stays on`
    return [
      {
        severity: 'warning',
        rule: 'enable-inside-cfg',
        message,
        origin: originOf(study, [pattern, 'enable']),
      } as const,
    ]
  })
}

function findingOf(
  { rule, detail }: RunFinding,
  pattern: string | undefined,
  study: Study,
  device: Device | undefined,
): PreflightFinding {
  const isCertain = device !== undefined || rule.devices.words === 'every device'
  const subject = pattern === undefined ? '' : `'${pattern}': `
  const there = isCertain ? '' : ` On ${rule.devices.words}.`
  const asked = detail === undefined ? '' : ` (${detail})`
  const ends = rule.error === undefined ? '' : ` [${rule.error}]`
  return {
    severity: severityOf(rule.outcome, isCertain),
    rule: rule.rule,
    message: `${subject}${rule.happens}${asked}.${there}${ends}`,
    origin: pattern === undefined ? study.formatOrigin : originOf(study, [pattern]),
    ...(rule.outcome === 'fails' && isCertain ? { fails: true } : {}),
  }
}

/** What ends a run on a device that was not named is a note; without effect on the usual ones is more than that. */
function severityOf(outcome: RunFinding['rule']['outcome'], isCertain: boolean): PreflightFinding['severity'] {
  if (outcome === 'fails') return isCertain ? 'error' : 'note'
  return outcome === 'costs' ? 'note' : 'warning'
}

/** A format of an older release knows nothing of the modules that later ones quantize, or leave out. */
function unexcluded(study: Study, quantizers: readonly Quantizer[]): readonly PreflightFinding[] {
  const modules = unexcludedModules(study, quantizers)
  if (modules.length === 0) return []
  const message =
    `${study.format.name} is taken from ModelOpt ${study.format.modelopt}: ` +
    `on ${study.modelopt} it quantizes besides what the release's own formats leave out: ${grouped(modules)}`
  return [{ severity: 'warning', rule: 'quantizes-besides', message, origin: study.formatOrigin }]
}

/** Modules as people speak of them: those of one part of the model together (`model.visual.*`). */
function grouped(modules: readonly string[]): string {
  const parts = new Map<string, string[]>()
  for (const module of modules) {
    const part = module.split('.').slice(0, 2).join('.')
    parts.set(part, [...(parts.get(part) ?? []), module])
  }
  return [...parts].map(([part, of]) => (of.length === 1 ? of[0]! : `${part}.* (${of.length} modules)`)).join(', ')
}

/** The deepest place that the overlay itself wrote on the way to a problem. */
function originOf(study: Study, path: readonly Literal[]): Origin {
  for (let length = path.length; length > 0; length--) {
    const value = valueAt(study.overlay.value, path.slice(0, length))
    if (value !== undefined) return value.origin
  }
  return study.formatOrigin
}

/** A list entry is addressed by its pattern, as in the overlay. */
function named(path: readonly Literal[], effective: Dict): readonly Literal[] {
  const quantCfg = effective.get('quant_cfg')
  const [first, ...rest] = path
  if (!isList(quantCfg) || typeof first !== 'bigint') return path
  const entry = quantCfg[Number(first)]
  const name = isDict(entry) ? (entry.get('quantizer_name') ?? null) : null
  return [name, ...rest.filter((part) => part !== 'cfg')]
}

function where(path: readonly Literal[], effective: Dict): string {
  return named(path, effective)
    .map((part) => (typeof part === 'string' ? part : pythonLiteral(part)))
    .join(' > ')
}

function patternsOf(config: Dict): readonly string[] {
  const quantCfg = config.get('quant_cfg')
  if (isDict(quantCfg)) return quantCfg.keys().map(String)
  return isList(quantCfg) ? quantCfg.map((entry) => (isDict(entry) ? String(entry.get('quantizer_name')) : '')) : []
}
