import { raise } from '@hydraconf/core'
import { locate, targetsOf } from './locate.js'
import { notListed } from './messages.js'
import { type Callable, Target } from './target.js'
import type { TargetList, Targets } from './targets.js'
import type { NameOf } from './types.js'

/**
 * The config of a class or function on the list: its name as `_target_`, the parameters beside it. For configs that are
 * written in code, as with hydra-zen's `builds`:
 *
 * ```ts
 * store({ group: 'optim', name: 'adam', node: builds(Adam, { lr: 0.1 }, targets) })
 * ```
 *
 * @throws InstantiationException for what is not on the list
 */
export function builds<F extends Callable, const P extends object, const L extends TargetList>(
  callable: F,
  parameters: P,
  targets: Targets<L> | L,
): { readonly _target_: NameOf<F, L> } & P {
  const { list } = targetsOf(targets)
  const name = Object.keys(list).find((one) => !one.endsWith('.*') && callableOf(one, targets) === callable)
  if (name === undefined) throw raise(notListed(callable.name))
  return { _target_: name as NameOf<F, L>, ...parameters }
}

function callableOf(name: string, targets: Targets | TargetList): unknown {
  const found = locate(name, targetsOf(targets))
  return found instanceof Target ? found.callable : found
}
