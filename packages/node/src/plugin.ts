import type { Plugin } from '@hydraconf/core'
import type { Callback } from './run/callback.js'
import type { Launcher } from './sweep/launcher.js'
import type { Sweeper } from './sweep/sweeper.js'

/** A plugin that also has things that act: who runs the jobs of a sweep, who plans them, who wants to be told. */
export interface NodePlugin extends Plugin {
  /** By the name that `hydra/launcher=NAME` chooses. */
  readonly launchers?: Readonly<Record<string, Launcher>>
  /** By the name that `hydra/sweeper=NAME` chooses. */
  readonly sweepers?: Readonly<Record<string, Sweeper>>
  /** By the `_target_` of an entry of `hydra.callbacks`; made with the other settings of the entry. */
  readonly callbacks?: Readonly<Record<string, (settings: Readonly<Record<string, unknown>>) => Callback>>
}
