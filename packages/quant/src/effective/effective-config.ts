import { raise } from '@hydraconf/core'
import { invalidQuantCfg, notQuantCfg } from '../convert/messages.js'
import { normalizeStock } from '../convert/normalize-stock.js'
import { type Dict, isDict, isList } from '../literal/literal.js'
import { type Steps, stepsOfDict, stepsOfList } from '../validity/entries.js'
import { type ModelOpt, styleOf } from '../validity/modelopt.js'

/**
 * The steps that a ModelOpt release takes for a config `{quant_cfg, algorithm}`, with every problem that its validation
 * would report. A dict-style config given to a release of the list style goes through that release's own converter.
 */
export function stepsOf(config: Dict, modelopt: ModelOpt): Steps {
  const quantCfg = config.get('quant_cfg') ?? null
  if (styleOf(modelopt) === 'list') {
    if (!isDict(quantCfg) && !isList(quantCfg)) throw raise(notQuantCfg(quantCfg))
    return stepsOfList(isDict(quantCfg) ? normalizeStock(quantCfg, modelopt) : quantCfg, modelopt)
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
