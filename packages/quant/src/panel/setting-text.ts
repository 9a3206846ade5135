import type { Effective, Setting } from '../effective/effective-settings.js'
import { type Dict, type DictKey, type Literal, sameLiteral } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import type { ModelOpt } from '../release/version.js'
import { defaultAttributes } from '../validity/attributes.js'

/** What a quantizer does before and after, in words that can be laid beside each other. */
export interface SettingTexts {
  readonly before: string
  readonly after: string
}

/** The attributes that are not as ModelOpt has them anyway on one side at least; `off` where nothing is quantized. */
export function settingText(before: Effective, after: Effective | undefined, modelopt: ModelOpt): SettingTexts {
  const defaults = defaultAttributes(modelopt)
  const both = [...before.settings, ...(after?.settings ?? [])].filter(({ enabled }) => enabled)
  const keys = new Set(
    both.flatMap(({ attributes }) => attributes.keys().filter((key) => isTold(key, attributes, defaults))),
  )
  const text = ({ settings }: Effective) => settings.map((setting) => textOf(setting, keys)).join(' | ')
  return { before: text(before), after: after === undefined ? '' : text(after) }
}

function textOf({ enabled, attributes }: Setting, keys: ReadonlySet<DictKey>): string {
  if (!enabled) return 'off'
  if (keys.size === 0) return 'on, with all defaults'
  return [...keys].map((key) => `${String(key)}: ${pythonLiteral(attributes.get(key) ?? null)}`).join(', ')
}

function isTold(key: DictKey, attributes: Dict, defaults: Dict): boolean {
  if (key === 'enable') return false
  const [value, usual] = [attributes.get(key), defaults.get(key)] as readonly (Literal | undefined)[]
  return value !== undefined && (usual === undefined || !sameLiteral(value, usual))
}
