import { isSince, type ModelOpt } from '../release/version.js'
import type { Device } from './device.js'
import type { QuantizedModel } from './quantized-model.js'
import { type Hit, RUNTIME_RULES, type RuntimeRule } from './rules.js'

/** What a rule says of a config that runs. */
export interface RunFinding extends Hit {
  readonly rule: RuntimeRule
}

/** What is known to happen when a config runs, on a device, or on some where none is named. */
export function judgeRun(model: QuantizedModel, modelopt: ModelOpt, device: Device | undefined): readonly RunFinding[] {
  return RUNTIME_RULES.filter((rule) => holdsFor(rule, modelopt, device)).flatMap((rule) =>
    rule.find(model).map((hit) => ({ ...hit, rule })),
  )
}

function holdsFor({ since, until, devices }: RuntimeRule, modelopt: ModelOpt, device: Device | undefined): boolean {
  if (since !== undefined && !isSince(modelopt, since)) return false
  if (until !== undefined && isSince(modelopt, until)) return false
  return device === undefined || devices.includes(device)
}

/** Whether a rule speaks of every device, so that the run ends wherever it is done. */
export function holdsEverywhere({ devices }: RuntimeRule): boolean {
  return devices.words === 'every device'
}
