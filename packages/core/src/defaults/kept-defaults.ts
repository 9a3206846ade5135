import type { Override } from '../grammar/override.js'
import { Beside } from '../library/beside.js'
import type { Document } from '../library/document.js'
import type { Library } from '../library/library.js'
import type { Follow } from '../value/spot.js'
import type { GroupIntent } from './decisions.js'
import { type Defaults, listDefaults } from './defaults-list.js'
import type { ExpandOptions } from './expand.js'

/** What one walk asked its library, in order, and what came of it. */
interface Kept {
  readonly answers: readonly Answer[]
  readonly defaults: Defaults
}

interface Answer {
  readonly name: string
  readonly document: Document | undefined
}

/**
 * As `listDefaults`, but a list is walked once for as long as the configs in it stay the same: the jobs of a sweep that
 * differ only in values share one walk. All that a walk depends on is what was overridden and which documents its
 * library gave, so a walk is kept by its primary config, and counts again when every question has the same answer.
 * One that looked at more than that (an interpolated choice may ask the environment) is never kept.
 */
export function keptDefaults(
  library: Library,
  primary: string | undefined,
  intent: GroupIntent,
  options: ExpandOptions = {},
): Defaults {
  const document = primary === undefined ? undefined : library.load(primary)
  if (document === undefined) return listDefaults(library, primary, intent, options)
  const walks = keptWalks.get(document) ?? new Map<string, Kept>()
  const key = keyOf(library, intent, options)
  const known = walks.get(key)
  if (known?.answers.every(({ name, document: before }) => library.load(name) === before)) return known.defaults

  const watched = watching(library, options.follow)
  const defaults = listDefaults(watched.library, primary, intent, { ...options, ...watched.following })
  if (watched.sawMore()) return defaults
  if (walks.size >= MOST_KEPT) walks.clear()
  walks.set(key, { answers: watched.answers, defaults })
  keptWalks.set(document, walks)
  return defaults
}

const keptWalks = new Beside<Document, Map<string, Kept>>()

/** Group choices that a sweep goes through come again and again; more than this many are not worth their room. */
const MOST_KEPT = 64

function keyOf({ rules }: Library, { choices, appends, deletions }: GroupIntent, options: ExpandOptions): string {
  const { prependHydra, skipMissing, requireSelf } = options
  return [
    `${rules.versionBase} ${rules.legacy} ${prependHydra} ${skipMissing} ${requireSelf}`,
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
    load(name) {
      const document = library.load(name)
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
