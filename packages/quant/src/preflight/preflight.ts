import type { Origin } from '@hydraconf/core'
import { stepsOf } from '../effective/effective-config.js'
import { effectiveSettings, type Quantizer } from '../effective/settings.js'
import { fingerprint, judge, type Verdict } from '../effective/verdict.js'
import { type Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import { styleOf } from '../validity/modelopt.js'
import { runtimeRisks } from './runtime-rules.js'
import { at, type Study } from './study.js'

export interface PreflightFinding {
  /** `error`: will not run; `warning`: runs, and probably not as meant; `note`: worth knowing. */
  readonly severity: 'error' | 'warning' | 'note'
  readonly rule: string
  readonly message: string
  /** Where it was asked for: in the overlay if it comes from there, else where the pair names its format. */
  readonly origin: Origin
}

export interface Preflight {
  readonly verdict: Verdict
  readonly findings: readonly PreflightFinding[]
  /** Equal for two studies whose enabled quantizers all do the same; undefined for an invalid one. */
  readonly fingerprint: string | undefined
}

/** Checks a study against its ModelOpt release before a GPU is touched. */
export function preflight(study: Study, quantizers: readonly Quantizer[]): Preflight {
  const { base, effective, modelopt } = study
  const verdict = judge(base, effective, { modelopt, quantizers })
  const read = stepsOf(effective, modelopt)
  const findings: PreflightFinding[] = read.problems.map((problem) => ({
    severity: 'error',
    rule: problem.rule,
    message: `ModelOpt ${modelopt} refuses ${where(problem.path, effective)}: ${problem.message}`,
    origin: originOf(study, named(problem.path, effective)),
  }))
  for (const pattern of patternsOf(effective).filter((each) => !patternsOf(base).includes(each))) {
    findings.push({
      severity: 'warning',
      rule: 'missing-base-pattern',
      message: `${study.format.name} has no '${pattern}': the overlay adds it behind all others, as an enabled INT8 quantizer`,
      origin: originOf(study, [pattern]),
    })
  }
  if (read.problems.length > 0) return { verdict, findings, fingerprint: undefined }
  for (const risk of runtimeRisks(read.steps, effective.get('algorithm') ?? null)) {
    findings.push({
      severity: risk.severity === 'fails' ? 'error' : risk.severity === 'needs-cuda' ? 'note' : 'warning',
      rule: risk.rule,
      message: `'${read.steps[risk.step]!.pattern}': ${risk.message}`,
      origin: originOf(study, [read.steps[risk.step]!.pattern]),
    })
  }
  const settings = effectiveSettings(quantizers, read.steps, styleOf(modelopt))
  return { verdict, findings, fingerprint: fingerprint(settings) }
}

/** Whether a job with these findings can run at all. */
export function canRun({ verdict, findings }: Preflight): boolean {
  return verdict.kind !== 'invalid' && findings.every((finding) => finding.severity !== 'error')
}

/** The deepest place that the overlay itself wrote on the way to a problem. */
function originOf(study: Study, path: readonly Literal[]): Origin {
  for (let length = path.length; length > 0; length--) {
    const value = at(study.overlay.value, path.slice(0, length))
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
