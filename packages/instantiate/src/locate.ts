import { type HydraconfError, raise } from '@hydraconf/core'
import { emptyName, emptyPart, notAClass, notAFunction, notOnTheList } from './messages.js'
import { type Callable, isClass, Target } from './target.js'
import { defineTargets, type TargetList, Targets } from './targets.js'

/**
 * What a name stands for, whatever it is; mirrors `hydra.utils.get_object`.
 *
 * @throws ImportError for a name that is not on the list
 */
export function getObject(name: string, targets: Targets | TargetList): unknown {
  const found = locate(name, targetsOf(targets))
  return found instanceof Target ? found.callable : found
}

/**
 * The class of a name; mirrors `hydra.utils.get_class`.
 *
 * @throws ImportError for a name that is not on the list, ValueError for what is no class
 */
export function getClass(name: string, targets: Targets | TargetList): Callable {
  const found = getObject(name, targets)
  if (typeof found !== 'function' || !isClass(found as Callable)) throw raise(notAClass(name, found))
  return found as Callable
}

/**
 * The class or function of a name; mirrors `hydra.utils.get_method`.
 *
 * @throws ImportError for a name that is not on the list, ValueError for what cannot be called
 */
export function getMethod(name: string, targets: Targets | TargetList): Callable {
  const found = getObject(name, targets)
  if (typeof found !== 'function') throw raise(notAFunction(name, found))
  return found as Callable
}

/** `hydra.utils.get_static_method`: another name of `getMethod`. */
export const getStaticMethod = getMethod

/** @throws ImportError, or ValueError for a name with an empty part */
export function locate(name: string, targets: Targets): unknown {
  if (name === '') throw raise(emptyName())
  if (name.split('.').includes('')) throw raise(emptyPart(name))
  const found = targets.find(name)
  if (found === undefined) throw importError(name, targets)
  return found.value
}

export function targetsOf(targets: Targets | TargetList): Targets {
  return targets instanceof Targets ? targets : defineTargets(targets)
}

/** Python's ImportError has the module that is not there behind it. */
function importError(name: string, targets: Targets): HydraconfError {
  const complaint = notOnTheList(name, targets.near(name))
  return raise(complaint, undefined, raise({ ...complaint, type: 'ModuleNotFoundError' }))
}
