import type { Composed } from '@hydraconf/core'
import type { JobReturn } from './job-return.js'

/**
 * Told of what happens to a run or a sweep. Mirrors `hydra.experimental.callback.Callback`: what a hook throws is a
 * warning and stops nothing; the `End` hooks go in reverse order.
 */
export interface Callback {
  onRunStart?(event: RunEvent): void | Promise<void>
  onRunEnd?(event: RunEvent & { readonly job: JobReturn }): void | Promise<void>
  onMultirunStart?(event: RunEvent): void | Promise<void>
  onMultirunEnd?(event: RunEvent): void | Promise<void>
  onJobStart?(event: RunEvent): void | Promise<void>
  onJobEnd?(event: RunEvent & { readonly job: JobReturn }): void | Promise<void>
}

export interface RunEvent {
  readonly composed: Composed
  readonly configName: string | undefined
}

export type Hook = keyof Callback

/** A callback with the name that warnings give it. */
export interface NamedCallback {
  readonly name: string
  readonly callback: Callback
}

/** Tells every callback; the `End` hooks in reverse. */
export async function notify<H extends Hook>(
  callbacks: readonly NamedCallback[],
  hook: H,
  event: Parameters<NonNullable<Callback[H]>>[0],
  warn: (message: string) => void,
): Promise<void> {
  const inOrder = hook.endsWith('End') ? callbacks.toReversed() : callbacks
  for (const { name, callback } of inOrder) {
    try {
      await (callback[hook] as ((event: unknown) => void | Promise<void>) | undefined)?.call(callback, event)
    } catch (error) {
      const { name: type = 'Error', message = String(error) } = (error ?? {}) as Error
      warn(`Callback ${name}.${hook} raised ${type}: ${message}`)
    }
  }
}
