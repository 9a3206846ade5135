import type { Effective, Quantizer } from '../effective/effective-settings.js'
import { interpret } from '../effective/interpretation.js'
import { formatOf } from '../format/formats.js'
import { compareVersions } from '../release/version.js'
import type { Study } from './study.js'

/** Formats that every release has, and that leave out what all of its formats leave out. */
const USUAL = ['INT8_DEFAULT_CFG', 'FP8_DEFAULT_CFG']

/**
 * The modules that a study quantizes although every usual format of its release leaves them out: what a format that was
 * taken from an older release does not exclude, because there was nothing to exclude yet.
 */
export function unexcludedModules(
  { base, format, release }: Study,
  quantizers: readonly Quantizer[],
): readonly string[] {
  if (compareVersions(format.modelopt, release.modelopt) >= 0) return []
  const usual = USUAL.flatMap((name) => formatOf(name, release) ?? [])
  const own = usual.map(({ config }) => modulesOn(interpret(config, release.modelopt, quantizers).effective))
  const { effective, problems } = interpret(base, release.modelopt, quantizers)
  if (problems.length > 0) return []
  return [...modulesOn(effective)].filter((module) => own.every((modules) => !modules.has(module)))
}

/** Modules with an enabled quantizer. */
function modulesOn(effective: readonly Effective[]): ReadonlySet<string> {
  const on = effective.filter(({ settings }) => settings.some(({ enabled }) => enabled))
  return new Set(on.map(({ quantizer }) => quantizer.name.slice(0, quantizer.name.lastIndexOf('.'))))
}
