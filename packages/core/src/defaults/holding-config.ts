import { type EntryParent, ROOT } from './package-path.js'

/** A config whose list is being walked, and who holds that config, up to the root. */
export interface HoldingConfig extends EntryParent {
  readonly configPath: string
  /** `group` as it would be if no option with a slash on the way had named a group: as Hydra 1.3 reads them. */
  readonly groupBefore: string
  /** The group that its own entry is relative to. */
  readonly base: string
  readonly depth: number
  /** Whether an interpolation chose it, or a config above it: it may not override then. */
  readonly interpolated: boolean
  readonly holder: HoldingConfig | undefined
}

export const VIRTUAL_ROOT: HoldingConfig = {
  ...ROOT,
  configPath: '<root>',
  groupBefore: '',
  base: '',
  depth: 0,
  interpolated: false,
  holder: undefined,
}
