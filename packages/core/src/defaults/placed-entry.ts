import type { Document } from '../library/document.js'
import type { VersionRules } from '../library/version-rules.js'
import { oldHeaderKeyword } from '../messages/defaults.js'
import { PROGRAM } from '../text/source.js'
import { VIRTUAL_ROOT } from './holding-config.js'
import { headerPackage, packageOf } from './package-path.js'
import type { DefaultsTree, PlacedEntry, TreeNode } from './tree.js'
import type { Visit } from './visit.js'

/** The entry of a visited config: the package that it lands in, and the option that it is. */
export function placedEntry(
  it: Visit,
  document: Document | undefined,
  { rules, warn }: { readonly rules: VersionRules; readonly warn: (text: string) => void },
): PlacedEntry {
  const { place, name, key, configPath, label, written, origin } = it
  const header = document?.header.package
  if (rules.legacy && header !== undefined && /_group_|_name_/.test(header)) warn(oldHeaderKeyword(configPath, header))
  return {
    configPath,
    package: packageOf(place, headerPackage(header, place, rules), name, rules),
    group: key === undefined ? undefined : { name: place.group, option: name, key },
    label,
    written,
    primary: false,
    origin,
  }
}

/** Hydra's own config and the primary one, below a config that is in no file. */
export function underRoot(children: readonly TreeNode[]): DefaultsTree {
  const entry: PlacedEntry = {
    configPath: VIRTUAL_ROOT.configPath,
    package: '',
    group: undefined,
    label: VIRTUAL_ROOT.configPath,
    written: undefined,
    primary: false,
    origin: PROGRAM,
  }
  return { kind: 'loaded', entry, document: undefined, children }
}
