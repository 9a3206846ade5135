import { closeMatches } from '@hydraconf/core'
import { UsageError } from '@hydraconf/node'

/** A first word that is no command: no package `pkg` brings it, which `isKnown` says would. */
export function unknownCommand(
  name: string,
  { pkg, isKnown, known }: { readonly pkg: string; readonly isKnown: boolean; readonly known: readonly string[] },
): UsageError {
  return new UsageError(
    `There is no command '${name}', and no package ${pkg} is installed that brings it`,
    isKnown ? `npm install ${pkg}` : adviceFor(name, known),
  )
}

function adviceFor(name: string, known: readonly string[]): string {
  const near = closeMatches(name, known)
  return near.length > 0
    ? `Did you mean ${near.join(' or ')}?`
    : `An override has a "=": ${name}=VALUE. All commands: hydraconf help`
}

/** A family of commands without the second word, or with a wrong one. */
export function unknownInFamily(family: string, name: string | undefined, known: readonly string[]): UsageError {
  return new UsageError(
    name === undefined ? `${family} is followed by a command` : `${family} has no command '${name}'`,
    `It is one of ${known.join(', ')}`,
  )
}

/** A command behind flags or overrides. */
export function commandNotFirst(name: string): UsageError {
  return new UsageError(
    `'${name}' is a command, and a command comes first`,
    `hydraconf ${name} [flags] [overrides ...]`,
  )
}
