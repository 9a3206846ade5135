import { type Defaults, listDefaults } from '../defaults/defaults-list.js'
import type { ExpandOptions } from '../defaults/expansion.js'
import type { GroupIntent } from '../defaults/group-overrides.js'
import type { Override } from '../grammar/override.js'
import type { Document } from '../library/document.js'
import type { Library } from '../library/library.js'
import type { Follow } from '../value/config-node.js'
import { hasSameDefaults, replaceDocuments, replaceDocumentsIn } from './same-defaults.js'

/** The defaults lists of one primary config, by what was overridden. */
export class DefaultsCache {
  private readonly entries = new Map<string, RecordedDefaults>()

  get(key: string): RecordedDefaults | undefined {
    return this.entries.get(key)
  }

  set(key: string, entry: RecordedDefaults): Defaults {
    if (this.entries.size >= MOST_CHOICES) this.entries.clear()
    this.entries.set(key, entry)
    return entry.defaults
  }
}

/** Sets of choices that a sweep goes through come again and again; more than this many are not worth their room. */
export const MOST_CHOICES = 64

/** A defaults list, and what listing it asked the library, in order, with the answers. */
interface RecordedDefaults {
  readonly answers: readonly Answer[]
  readonly defaults: Defaults
}

interface Answer {
  readonly name: string
  readonly document: Document | undefined
}

/**
 * As `listDefaults`, but a list is walked once for as long as the configs in it say the same of it: the jobs of a sweep
 * that differ only in values share one walk, and so do compositions between which a value was edited. All that a walk
 * depends on is what was overridden and which documents its library gave, so it counts again when every question has the
 * same answer. One that looked at more than that (an interpolated choice may ask the environment) is never kept.
 */
export function cachedDefaults(
  cache: DefaultsCache,
  library: Library,
  primary: string | undefined,
  intent: GroupIntent,
  options: ExpandOptions = {},
): Defaults {
  const key = keyOf(library, intent, options)
  const known = cache.get(key)
  const again = known && answeredAgain(known, library)
  if (again !== undefined) return again === known ? again.defaults : cache.set(key, again)

  const watched = watching(library, options.follow)
  const defaults = listDefaults(watched.library, primary, intent, { ...options, ...watched.following })
  return watched.sawMore() ? defaults : cache.set(key, { answers: watched.answers, defaults })
}

/** A walk with the documents as they are now; undefined where one of them would have led it elsewhere. */
function answeredAgain(entry: RecordedDefaults, library: Library): RecordedDefaults | undefined {
  const edited = new Map<Document, Document>()
  for (const { name, document } of entry.answers) {
    const now = library.load(name, document)
    if (now === document) continue
    if (now === undefined || document === undefined || !hasSameDefaults(document, now)) return undefined
    edited.set(document, now)
  }
  if (edited.size === 0) return entry
  return { answers: replaceDocuments(entry.answers, edited), defaults: replaceDocumentsIn(entry.defaults, edited) }
}

function keyOf({ rules }: Library, { choices, appends, deletions }: GroupIntent, options: ExpandOptions): string {
  const { prependHydra, skipMissing, requireSelf } = options
  return [
    `${rules.dialect.name} ${rules.dialect.yaml.read.mergesAsWritten} ${rules.versionBase} ${rules.legacy}`,
    `${prependHydra} ${skipMissing} ${requireSelf}`,
    ...choices.map(overrideText),
    ...appends.map(overrideText),
    ...deletions.map(overrideText),
  ].join('\n')
}

// With the name that messages and origins give it: an override further behind on the command line is another one.
const overrideText = ({ text, origin }: Override): string => `${origin.source.name} ${text.length} ${text}`

/** A library that writes down what it is asked for, beside a `follow` that says whether it was needed. */
function watching(library: Library, follow: Follow | undefined) {
  const answers: Answer[] = []
  let more = false
  const noting =
    <Asked extends readonly unknown[], T>(ask: (...asked: Asked) => T) =>
    (...asked: Asked): T => {
      more = true
      return ask(...asked)
    }
  const watched: Library = {
    ...library,
    load(name, last) {
      const document = library.load(name, last)
      answers.push({ name, document })
      return document
    },
    hasConfig: noting(library.hasConfig),
    isGroup: noting(library.isGroup),
    options: noting(library.options),
  }
  const following = follow === undefined ? {} : { follow: noting(follow) }
  return { library: watched, answers, following, sawMore: () => more }
}
