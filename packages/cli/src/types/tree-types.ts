import { type Composing, type ExploreOptions, exploreTree } from '@hydraconf/check'
import { type Composed, type Environment, type HydraconfError, isHydraGroup, type ListEntry } from '@hydraconf/core'
import { emptyShape, type SeenIn, type Shape, see } from './shape.js'
import { keyText, typeText } from './typescript.js'

/** A module of types. */
export interface TreeTypes {
  readonly text: string
  /** Of the types of primary configs. */
  readonly names: readonly string[]
  /** Why primary configs have no type: they do not compose. */
  readonly refused: ReadonlyMap<string, HydraconfError>
}

/** Which primary configs have types; all of the tree unless told. */
export type TreeTypesOptions = Pick<ExploreOptions, 'configName' | 'isGuessed' | 'limit'>

/**
 * TypeScript types of a tree, as a module: for each primary config that composes what it comes to, whatever options are chosen,
 * and the options of each group. Every option is composed, in what the primary config chooses else; a type says what any
 * combination of them may come to, as each value is one that some config of them has.
 */
export function treeTypes(environment: Environment, options: TreeTypesOptions = {}): TreeTypes {
  const seen = new Map<string, SeenPrimary>()
  const groups = new Map<string, Set<string>>()
  const refused = new Map<string, HydraconfError>()
  const onComposed = (composed: Composed, { folder, configName }: Composing): void => {
    if (folder !== '') return
    const primary = seen.get(configName) ?? { shape: emptyShape(), compositions: 0 }
    seen.set(configName, primary)
    seeComposed(primary, composed)
    noteGroups(groups, composed)
  }
  for (const { composing, error, subject } of exploreTree(environment, { ...options, onComposed }).attempts) {
    const isPrimary = composing.folder === '' && subject === composing.configName
    if (error !== undefined && isPrimary) refused.set(subject, error)
  }
  const names = new Set<string>()
  const parts = [...seen].map(([configName, primary]) => configType(configName, primary, names))
  return { text: `${[HEADER, ...parts, groupsType(groups)].join('\n\n')}\n`, names: [...names], refused }
}

const HEADER = '// Written by `hydraconf types` from the configs, and written anew when they change: do not edit it.'

interface SeenPrimary {
  readonly shape: Shape
  compositions: number
}

function seeComposed(primary: SeenPrimary, { layers, job }: Composed): void {
  const { shape } = primary
  primary.compositions++
  const counted = new Set<string>()
  for (const { entry, value } of layers) see(shape, value, [], { entry: nameOf(entry), counted })
  // As schemas convert it.
  see(shape, job, [], { entry: undefined, counted } satisfies SeenIn)
}

/** The same for all options of a group. */
function nameOf({ overrideKey, configPath, package: pkg }: ListEntry): string {
  return overrideKey ?? `${configPath}@${pkg}`
}

function noteGroups(groups: Map<string, Set<string>>, { choices, library }: Composed): void {
  for (const key of Object.keys(choices)) {
    const group = key.split('@')[0]!
    if (isHydraGroup(group) || groups.has(key)) continue
    groups.set(key, new Set(library.options(group, 'config')))
  }
}

function configType(configName: string, { shape, compositions }: SeenPrimary, names: Set<string>): string {
  const name = typeName(configName, names)
  const type = typeText(shape, { root: shape, compositions })
  const declared = type.startsWith('{\n') ? `export interface ${name} ${type}` : `export type ${name} = ${type}`
  return `/** What '${configName.replaceAll('*/', '* /')}' comes to, whatever is chosen. */\n${declared}`
}

//   config -> Config    train -> TrainConfig    jobs/big-run -> JobsBigRunConfig
function typeName(configName: string, names: Set<string>): string {
  const words = configName.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  const title = words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
  const plain = title === 'Config' ? title : `${title.replace(/^\d/, '_$&')}Config`
  let name = plain
  for (let at = 2; names.has(name); at++) name = `${plain}${at}`
  names.add(name)
  return name
}

function groupsType(groups: ReadonlyMap<string, ReadonlySet<string>>): string {
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, options]) => {
      const texts = [...options].map((option) => JSON.stringify(option))
      return `  ${keyText(key)}: ${texts.join(' | ') || 'never'}`
    })
  const body = lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n}`
  return `/** The options of each group that a config chooses from: \`chooser<Groups>()\`. */\nexport interface Groups ${body}`
}
