import { nearest, raise } from '@hydraconf/core'
import { type Dict, isDict } from '../literal/literal.js'
import { fromTypedJson, type TypedJson } from '../literal/typed-json.js'
import { unknownRelease } from './messages.js'
import type { Release } from './release.js'
import { textOfFile, versionsOfFiles } from './release-files.js'
import { compareVersions, type ModelOpt } from './version.js'

/** A release as `releases/VERSION.json` has it; `scripts/make-releases.mjs` writes them from the published wheels. */
export interface StoredRelease {
  readonly modelopt: ModelOpt
  readonly provenance: string
  readonly gaps: readonly string[]
  readonly unlisted: readonly string[]
  readonly formats: Readonly<Record<string, TypedJson>>
  readonly library: Readonly<Record<string, string>>
}

/** The releases that come with this package, oldest first. */
export function storedVersions(): readonly ModelOpt[] {
  versions ??= [...versionsOfFiles()].sort(compareVersions)
  return versions
}

let versions: readonly ModelOpt[] | undefined

/**
 * The release of a name: `0.47.0`, or the newest that starts with it (`0.47`). It is read from its file when it is first
 * asked for.
 *
 * @throws HydraconfError `ConfigValueError` for a release that does not come with this package; says which is nearest
 */
export function releaseNamed(name: string): Release {
  const known = storedVersions()
  const version = known.findLast((each) => each === name || each.startsWith(`${name}.`)) ?? ALIASES.get(name)
  if (version === undefined) throw raise(unknownRelease(name, nearestTo(name, known), known))
  const release = read.get(version) ?? readStored(version)
  read.set(version, release)
  return release
}

/** What older manifests call the state of 2026-08, whose formats and rules are those of 0.46.1. */
const ALIASES = new Map([['main', '0.46.1']])

const read = new Map<ModelOpt, Release>()

function readStored(version: ModelOpt): Release {
  return releaseOf(JSON.parse(textOfFile(version)))
}

/** A stored release with its formats as literals. */
export function releaseOf({ formats, library, ...rest }: StoredRelease): Release {
  return {
    ...rest,
    formats: new Map(
      Object.entries(formats).map(([name, json]) => {
        const format = fromTypedJson(json)
        return [name, isDict(format) ? format : String(format)] as readonly [string, Dict | string]
      }),
    ),
    library: new Map(Object.entries(library)),
  }
}

/** The known release that came last before the asked one, or else the first; by spelling where it is no version at all. */
function nearestTo(name: string, known: readonly ModelOpt[]): ModelOpt {
  if (!/^\d+(\.\d+)*/.test(name)) return nearest(name, known)[0] ?? known.at(-1)!
  return known.findLast((each) => compareVersions(each, name) <= 0) ?? known[0]!
}
