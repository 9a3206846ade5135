import { comparedOverrides, type Problem, type UpgradeOptions } from '@hydraconf/check'
import { type Environment, type Override, parseOverride, type Source, unlessRefused } from '@hydraconf/core'
import { projectFiles } from './project-files.js'

/**
 * Command lines of the project that mean something else after: those in its pages, scripts and workflows that run a program
 * with overrides.
 */
export function commandProblems(
  cwd: string,
  environment: Environment,
  { from, to, primaries }: Pick<UpgradeOptions, 'from' | 'to'> & { readonly primaries: readonly string[] },
): readonly Problem[] {
  const problems: Problem[] = []
  for (const source of projectFiles(cwd, isRead)) {
    for (const line of commandsIn(source)) {
      const names = line.configName === undefined ? primaries.slice(0, MOST_PRIMARIES) : [line.configName]
      for (const problem of comparedOverrides(environment, { from, to }, names, line)) problems.push(problem)
    }
  }
  return problems
}

const MOST_PRIMARIES = 20

const isRead = (path: string): boolean => /\.(md|sh)$|^\.github\/workflows\/.*\.ya?ml$/.test(path)

interface Command {
  readonly overrides: readonly Override[]
  readonly isMultirun: boolean
  readonly configName: string | undefined
}

/** The lines that run a program with overrides; one that ends in a backslash goes on. */
function* commandsIn(source: Source): Generator<Command> {
  for (const found of source.text.matchAll(/(?:[^\n\\]|\\[\s\S]|\\$)+/g)) {
    if (!/\bpython[\d.]*\b|\.py\b|\bhydraconf\b|\btorchrun\b/.test(found[0])) continue
    const words = [...found[0].matchAll(WORD)].map((word) => ({ text: word[0], at: found.index + word.index }))
    const overrides = words.flatMap(({ text, at }) => overrideOf(text, at, source) ?? [])
    if (overrides.length === 0) continue
    const texts = words.map(({ text }) => text)
    const at = texts.findIndex((text) => text === '--config-name' || text === '-cn')
    const named = texts.find((text) => text.startsWith('--config-name='))?.slice('--config-name='.length)
    yield {
      overrides,
      isMultirun: texts.some((text) => text === '-m' || text === '--multirun'),
      configName: named ?? (at === -1 ? undefined : texts[at + 1]),
    }
  }
}

const WORD = /(?:'[^']*'|"[^"]*"|[^\s'"`\\])+/g

/** A word that is an override as a shell hands it on; none with a variable of the shell in it. */
function overrideOf(word: string, at: number, source: Source): Override | undefined {
  if (!/^['"]?(?:\+\+?|~)?[A-Za-z_][\w./@-]*=/.test(word) && !/^['"]?~[A-Za-z_][\w./@-]*['"]?$/.test(word))
    return undefined
  if (/^(?:[^']*\$[A-Za-z{(]|[A-Z_]+=)/.test(word) || word.includes('...')) return undefined
  const text = word.replace(/^(['"])(.*)\1$/s, '$2').replace(/=(['"])(.*)\1$/s, '=$2')
  const parsed = unlessRefused(() => parseOverride(text))
  return parsed && { ...parsed, origin: { source, start: at, end: at + word.length } }
}
