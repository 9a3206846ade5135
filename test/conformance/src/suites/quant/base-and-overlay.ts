import {
  applyOverlay,
  applyOverlayToList,
  type Dict,
  isDict,
  OVERLAYS,
  releaseNamed,
  resolveFormat,
} from '@hydraconf/quant'
import type { Case } from '../../suite.js'

/**
 * The two configs that a case is about: a format (`NAME`, the dict of 0.40.0, or `NAME@VERSION`, that release's own) and the
 * same with an overlay.
 */
export function baseAndOverlay(testCase: Case): { readonly base: Dict; readonly merged: Dict } {
  const [name, version] = (testCase.format as string).split('@') as [string, string | undefined]
  const base = resolveFormat(name, releaseNamed(version ?? '0.40.0')).config
  return { base, merged: overlaid(base, testCase.overlay) }
}

/** A config with a named overlay, in its own style. */
export function overlaid(base: Dict, overlay: string): Dict {
  const { overrides } = OVERLAYS.find((each) => each.name === overlay)!
  return isDict(base.get('quant_cfg') ?? null) ? applyOverlay(base, overrides) : applyOverlayToList(base, overrides)
}
