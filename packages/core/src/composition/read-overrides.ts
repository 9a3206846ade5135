import type { Override } from '../grammar/override.js'
import { parseOverrides } from '../grammar/parse-override.js'
import type { Document } from '../library/document.js'
import { rulesFor } from '../library/version-base.js'
import type { VersionRules } from '../library/version-rules.js'
import type { Source } from '../text/source.js'
import { WeakCache } from '../value/weak-cache.js'
import type { Environment } from './environment.js'
import { givenSecrets, refusingWithout } from './masked-refusal.js'
import { readPrimary } from './open-environment.js'
import { NO_ALIASES, type OverrideAliases, overrideAliasesOf } from './override-aliases.js'

/**
 * The overrides of a command line as they are meant: those that are texts are read, and where the dialect has aliases, each
 * alias is what it stands for.
 *
 * @throws OverrideParseException for one that does not parse; ConfigCompositionException for an alias without its value, and
 *   for aliases that cannot be; what reading the primary config throws, where it has to be read for its aliases
 */
export function readOverrides(
  overrides: readonly (string | Override)[],
  environment: Environment,
  configName: string | undefined,
): readonly Override[] {
  const rules = rulesFor(environment.versionBase, environment.dialect, environment.pyyaml)
  const aliases = aliasesFor(environment, configName, rules)
  const { name: dialect } = rules.dialect
  const secrets = () => givenSecrets(environment, [])
  const sources = overrides.map((override, index) =>
    typeof override === 'string' ? sourceOf(override, index, aliases) : override,
  )
  const texts = sources.filter((source): source is Source => !('op' in source))
  const read = refusingWithout(secrets, () => parseOverrides(texts, { dialect }))
  let next = 0
  return sources.map((source) => ('op' in source ? source : read[next++]!))
}

/** A sweep asks for each of its jobs. Documents of one dialect are no other's. */
const aliasesOf = new WeakCache<Document, OverrideAliases>()

/** The aliases that overrides of a primary config may use; none where the dialect has none. */
export function aliasesFor(
  environment: Environment,
  configName: string | undefined,
  rules: VersionRules = rulesFor(environment.versionBase, environment.dialect, environment.pyyaml),
): OverrideAliases {
  if (!rules.dialect.run.hasAliases) return NO_ALIASES
  const primary = readPrimary(environment, configName, rules)
  if (primary === undefined) return NO_ALIASES
  const known = aliasesOf.get(primary)
  if (known !== undefined) return known
  const aliases = overrideAliasesOf(primary, rules.dialect.name)
  aliasesOf.set(primary, aliases)
  return aliases
}

function sourceOf(text: string, index: number, aliases: OverrideAliases): Source {
  const meant = aliases.expand(text)
  return { kind: 'override', name: meant === text ? `override ${index + 1}` : `${text}, an alias of`, text: meant }
}
