import { completeOverride, type Environment, rulesFor } from '@hydraconf/core'
import { parseFlags } from '../flags/flags.js'
import { completeFiles, splitFileWord } from './complete-files.js'

/**
 * What could stand in place of the last word of a command line, sorted: groups and options, keys and values, files;
 * behind `+` and `~` groups alone. The line comes without the program's name. Mirrors `CompletionPlugin._query`.
 *
 * @throws OverrideParseException where an earlier word is no override; UsageError where the flags cannot be read
 */
export function completeLine(
  line: string,
  configName: string | undefined,
  environment: Environment,
  cwd: string = environment.facts.cwd,
): readonly string[] {
  const { dialect } = rulesFor(environment.versionBase, environment.dialect)
  const typed = line.split(/\s+/).filter((word) => word !== '')
  const flags = parseFlags(typed, dialect.name)
  const isNewWord = line === '' || line.endsWith(' ')
  const words = isNewWord ? flags.overrides : flags.overrides.slice(0, -1)
  const word = isNewWord ? '' : (flags.overrides.at(-1) ?? '')

  const file = splitFileWord(word)
  if (file !== undefined) return [...new Set(completeFiles(file.name, cwd).map((name) => file.before + name))].sort()

  const named = dialect.run.hasAliases ? (flags.configName ?? configName) : configName
  const request = { configName: named, overrides: words, mode: flags.multirun ? 'MULTIRUN' : 'RUN' } as const
  return completeOverride(word, request, environment)
}
