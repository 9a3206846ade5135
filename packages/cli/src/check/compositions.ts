import { type Choices, compose, type Environment, type Library, type TreeNode } from '@hydraconf/core'
import { allGroups } from '@hydraconf/node'
import type { Composing } from './problem.js'

/** The compositions that touch every option of every group once, as far as the primary configs reach them. */
export interface Compositions {
  /** Each has to compose. */
  readonly all: readonly Composing[]
  /** Of each list at least one has to: what no primary config chooses is appended to any that takes it. */
  readonly oneOf: readonly (readonly Composing[])[]
}

/** Plans what to compose for the primary configs of a library. */
export function planCompositions(
  library: Library,
  environment: Environment,
  primaries: readonly string[],
): Compositions {
  const all: Composing[] = []
  const reached = new Set<string>()
  const bases = primaries.map((configName) => baseOf(configName, library, environment))
  for (const { composing, choices } of bases) {
    all.push(composing)
    for (const [key, chosen] of choices) {
      const group = key.split('@')[0]!
      if (isHydra(group)) continue
      for (const option of library.options(group, 'config')) {
        reached.add(`${group}/${option}`)
        if (option !== chosen) all.push(withOverride(composing, `${key}=${quoted(option)}`))
      }
    }
  }
  const takers = bases.filter(({ composing }) => !composing.configName!.includes('/'))
  const oneOf = [...allGroups(library)]
    .filter((group) => !isHydra(group))
    .flatMap((group) => library.options(group, 'config').map((option) => ({ group, option })))
    .filter(({ group, option }) => !reached.has(`${group}/${option}`) && !primaries.includes(`${group}/${option}`))
    .map(({ group, option }) => takers.map(({ composing }) => withOverride(composing, `+${group}=${quoted(option)}`)))
    .filter((composings) => composings.length > 0)
  return { all, oneOf }
}

/**
 * The primary configs of a tree: those at its root, and those deeper ones that are configs of their own: placed at the
 * root by their header, and choosing rather than overriding. What is in a group called `experiment` is never one: that is
 * Hydra's word for what is put on top of a primary config.
 */
export function primariesIn(library: Library): readonly string[] {
  const deeper = [...allGroups(library)]
    .filter((group) => !isHydra(group) && !/(^|\/)experiments?($|\/)/.test(group))
    .flatMap((group) => library.options(group, 'config').map((option) => `${group}/${option}`))
    .filter((name) => isPrimary(name, library))
  return [...library.options('', 'config').filter((name) => isOfTheApp(name, library)), ...deeper]
}

/** Hydra keeps configs of its own at the root of the store. */
function isOfTheApp(name: string, library: Library): boolean {
  try {
    const { provider } = library.load(name) ?? {}
    return provider !== 'hydra' && provider !== 'schema'
  } catch {
    return true
  }
}

function isPrimary(name: string, library: Library): boolean {
  try {
    const document = library.load(name)
    if (document?.header.package !== '_global_') return false
    return (document.defaults ?? []).some((entry) => entry.kind === 'group' && !entry.override)
  } catch {
    return false
  }
}

/** A primary config with an option for every group that it leaves open (`???`). */
function baseOf(configName: string, library: Library, environment: Environment) {
  const overrides: string[] = []
  let choices: Choices = new Map()
  try {
    const { tree, choices: made } = compose({ configName, mode: 'MULTIRUN' }, environment)
    choices = new Map(Object.entries(made))
    for (const { name, key } of openGroups(tree)) {
      const [option] = library.options(name, 'config')
      if (option !== undefined) overrides.push(`${key}=${quoted(option)}`)
    }
  } catch {
    // It does not compose; composing it for the check says why.
  }
  return { composing: { configName, overrides }, choices }
}

function* openGroups(node: TreeNode): Generator<{ readonly name: string; readonly key: string }> {
  if (node.kind === 'absent' && node.because === 'missing' && node.entry.group !== undefined) yield node.entry.group
  if (node.kind === 'loaded') for (const child of node.children ?? []) yield* openGroups(child)
}

function withOverride({ configName, overrides }: Composing, override: string): Composing {
  const key = override.slice(0, override.indexOf('='))
  return { configName, overrides: [...overrides.filter((other) => !other.startsWith(`${key}=`)), override] }
}

function isHydra(group: string): boolean {
  return group === 'hydra' || group.startsWith('hydra/')
}

/** An option as an override spells it: quoted where it would read as something else. */
function quoted(option: string): string {
  const isPlain = /^[A-Za-z_][\w.\-/]*$/.test(option) && !/^(null|true|false|inf|nan)$/i.test(option)
  return isPlain ? option : `'${option.replaceAll("'", "\\'")}'`
}
