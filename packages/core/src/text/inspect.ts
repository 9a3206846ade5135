/**
 * By this name Node asks an object how to show it, `console.log` does for one: the method is given the depth, the options
 * and Node's `inspect`. Elsewhere nobody asks.
 */
export const INSPECT = Symbol.for('nodejs.util.inspect.custom')
