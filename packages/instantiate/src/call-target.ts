import { raise } from '@hydraconf/core'
import type { Call } from './arguments.js'
import { argumentTwice, tooManyArguments, unexpectedArgument } from './messages.js'
import type { Target } from './target.js'

/** More by position may not fit the stack, on which JavaScript hands arguments over, nested as deep as a config may be. */
const MAX_ARGUMENTS = 10_000

/**
 * Calls a target with positional and keyword arguments. Without positional ones it gets an object of keyword arguments
 * even when there are none: who takes apart an object of options wants one.
 *
 * @throws TypeError for more positional arguments than JavaScript can be trusted to hand over
 */
export function callTarget(target: Target, call: Call): unknown {
  if (call.args.length > MAX_ARGUMENTS) throw raise(tooManyArguments(call.args.length, MAX_ARGUMENTS))
  const given = target.positional === undefined ? withOptions(call) : inPlaces(target.positional, call)
  // biome-ignore lint/suspicious/noExplicitAny: a class or a function, as `construct` says
  const callable = target.callable as any
  return target.construct ? new callable(...given) : callable(...given)
}

function withOptions({ args, keywords }: Call): readonly unknown[] {
  return args.length > 0 && Object.keys(keywords).length === 0 ? args : [...args, keywords]
}

/** @throws TypeError for a name that is no parameter, and for one that a position gives already, as Python */
function inPlaces(names: readonly string[], { args, keywords }: Call): readonly unknown[] {
  const given = [...args]
  for (const [name, value] of Object.entries(keywords)) {
    const place = names.indexOf(name)
    if (place === -1) throw raise(unexpectedArgument(name, names))
    if (place < args.length) throw raise(argumentTwice(name))
    given[place] = value
  }
  return Array.from(given)
}
