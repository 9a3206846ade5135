import type { Container } from '../value/value.js'
import { ExplainedTexts, type ExplainedTextsOptions } from './explained-texts.js'

/**
 * The config as YAML, with the place where each value was written in a comment beside it:
 *
 * ```
 * optim:
 *   lr: 0.1         # override optim.lr=0.1
 *   momentum: 0.9   # conf/optim/sgd.yaml:2:11
 * ```
 * It is still the YAML of the config. `ExplainedTexts` makes many of them.
 */
export function explainAll(config: Container, options: ExplainedTextsOptions = {}): string {
  return new ExplainedTexts(options).of(config).text
}
