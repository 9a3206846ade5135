import { HydraconfError, raise } from '@hydraconf/core'
import { type Dict, isDict } from '../literal/literal.js'
import { type ModelOpt, styleOf } from '../release/version.js'
import { type Steps, stepsOfDict, stepsOfList } from '../validity/entries.js'
import { entriesOf } from '../validity/entry-forms.js'
import { invalidQuantCfg, notQuantCfg } from '../validity/messages.js'

/**
 * The steps that a ModelOpt release takes for a config `{quant_cfg, algorithm}`, with every problem that it would report.
 * A dict-style config given to a release of the list style goes through that release's own converter.
 */
export function stepsOf(config: Dict, modelopt: ModelOpt): Steps {
  const quantCfg = config.get('quant_cfg') ?? null
  if (styleOf(modelopt) === 'list') {
    try {
      return stepsOfList(entriesOf(quantCfg), modelopt)
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
      return { steps: [], problems: [{ path: [], rule: error.code, message: error.summary }] }
    }
  }
  if (!isDict(quantCfg)) throw raise(notQuantCfg(quantCfg))
  return stepsOfDict(quantCfg, modelopt)
}

/** Like `stepsOf`, but refuses a config that has problems. */
export function validSteps(config: Dict, modelopt: ModelOpt): Steps {
  const read = stepsOf(config, modelopt)
  if (read.problems.length > 0) throw raise(invalidQuantCfg(read.problems[0]!))
  return read
}
