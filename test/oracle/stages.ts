import {
  type Composed,
  type DefaultsEntry,
  HydraconfError,
  parseYaml,
  readDocument,
  resolve,
  rulesFor,
  type StoredConfig,
  toYaml,
} from '@hydraconf/core'
import {
  type ClassDeclaration,
  declaredConfigs,
  type StoreDeclaration,
} from '../../packages/node/src/hydra-plugins/declarations.js'
import { toTyped } from '../conformance/src/typed-json.js'
import { composeTree, resolvedYaml } from './composing.js'
import { RECORDED } from './dialect.js'
import { type LabelTree, loadedYaml, mergedTexts, parsedOverride, treeOf } from './ours.js'

type Texts = Readonly<Record<string, string>>

/** The archives of `fixtures/`, by folder: the texts put in give the answers of the stage, as `stages.py` spells them. */
export const STAGES: Readonly<Record<string, (texts: Texts) => Texts>> = {
  overrides: ({ overrides = '' }) => ({ parsed: lined(linesOf(overrides).map(overrideLine)) }),
  documents,
  defaults: (texts) => defaultsSections(composed(texts)),
  merge: (texts) => ({
    merged: toYaml(
      mergedTexts(
        Object.keys(texts)
          .sort()
          .map((name) => texts[name]!),
      ),
    ),
  }),
  edits: (texts) => ({ config: composed(texts).yaml() }),
  interpolation: ({ 'config.yaml': text = '' }) => ({
    resolved: toYaml(resolve(parseYaml(text, RECORDED), { as: 'config' })),
  }),
  yaml,
  compositions,
  structs: ({ stored = '', ...texts }) => {
    const { config, resolved, 'not resolved': refused } = compositions(texts, storedIn(stored))
    return { config: config!, ...(refused === undefined ? { resolved: resolved! } : { 'not resolved': refused }) }
  },
}

const OVERRIDE_FIELDS = ['type', 'key_or_group', 'package', 'value_type', 'value', 'value_str', 'sweep']

function overrideLine(text: string): string {
  const answer = orRefused(() => parsedOverride(text))
  if ('refused' in answer) return json(answer)
  const told = OVERRIDE_FIELDS.filter((field) => (answer[field] ?? null) !== null)
  return json(Object.fromEntries(told.map((field) => [field, answer[field]])))
}

function orRefused(answer: () => Record<string, unknown>): Record<string, unknown> {
  try {
    return answer()
  } catch (error) {
    if (error instanceof HydraconfError) return { refused: error.type }
    throw error
  }
}

function documents({ 'config.yaml': text = '' }: Texts): Texts {
  const source = { kind: 'file', name: 'config.yaml', text } as const
  const found = { name: 'config', file: 'config.yaml', provider: 'main', path: 'memory://main' }
  const { header, defaults, body } = readDocument({ kind: 'text', source }, found, rulesFor('1.3'))
  return {
    header: header.package === undefined ? '' : `package: ${header.package}\n`,
    defaults: lined((defaults ?? []).map((entry) => json(entryOf(entry)))),
    body: `${json(toTyped(body, { plain: true }))}\n`,
  }
}

/** One line of a defaults list, in Hydra's words. */
function entryOf(entry: DefaultsEntry): object {
  switch (entry.kind) {
    case 'self':
      return { kind: 'config', path: '_self_', optional: false }
    case 'config': {
      const { path, package: pkg, optional } = entry
      return { kind: 'config', path, ...(pkg === undefined ? {} : { package: pkg }), optional }
    }
    case 'group': {
      const { group, package: pkg, optional, override } = entry
      const value = choiceOf(entry.choice)
      const given = value === undefined ? {} : { value }
      return { kind: 'group', group, ...given, ...(pkg === undefined ? {} : { package: pkg }), optional, override }
    }
  }
}

function choiceOf(choice: Extract<DefaultsEntry, { kind: 'group' }>['choice']): unknown {
  switch (choice.kind) {
    case 'option':
      return choice.name
    case 'options':
      return { t: 'list', v: choice.names.map((name) => ({ t: 'str', v: name })) }
    case 'interpolated':
      return choice.text
    case 'missing':
      return '???'
    case 'none':
      return undefined
  }
}

/** A line for each class, then one for each stored config. */
function storedIn(text: string): StoredConfig[] {
  const lines: (ClassDeclaration | StoreDeclaration)[] = linesOf(text).map((line) => JSON.parse(line))
  const isClass = (line: ClassDeclaration | StoreDeclaration): line is ClassDeclaration =>
    'members' in line || 'fields' in line
  return declaredConfigs(
    lines.filter(isClass),
    lines.filter((line): line is StoreDeclaration => !isClass(line)),
  )
}

function compositions(texts: Texts, stored: readonly StoredConfig[] = []): Texts {
  const whole = composed(texts, stored)
  const sections = { ...defaultsSections(whole), config: whole.yaml() }
  try {
    return { ...sections, resolved: resolvedYaml(whole) }
  } catch (error) {
    if (error instanceof HydraconfError) return { ...sections, 'not resolved': `${error.type}\n` }
    throw error
  }
}

function defaultsSections({ tree, list, choices }: Composed): Texts {
  const own = list.filter(({ configPath }) => !configPath.startsWith('hydra/'))
  const chosen = Object.entries(choices).filter(([group]) => !group.startsWith('hydra/'))
  return {
    tree: treeText(treeOf(tree), 0),
    list: lined(own.map(listRow)),
    choices: lined(chosen.map(([g, o]) => `${g}: ${o}`)),
  }
}

function treeText({ node, children = [] }: LabelTree, depth: number): string {
  if (node === 'hydra/config') return ''
  return `${'  '.repeat(depth)}${node}\n${children.map((child) => treeText(child, depth + 1)).join('')}`
}

function listRow(entry: Composed['list'][number]): string {
  const marks = [...(entry.primary ? ['primary'] : []), ...(entry.isSelf ? ['is_self'] : [])]
  const key = `key ${entry.overrideKey ?? 'None'}`
  return [entry.configPath, entry.package || '_global_', `in ${entry.parent}`, key, ...marks].join(' | ')
}

function yaml({ 'in.yaml': text = '' }: Texts): Texts {
  const value = `${json(loadedYaml(text))}\n`
  try {
    return { value, 'out.yaml': toYaml(parseYaml(text, RECORDED)) }
  } catch (error) {
    if (error instanceof HydraconfError) return { value, 'no config': `${error.type}\n` }
    throw error
  }
}

/** `compose` names the config in its first line, and has an override in each further line. */
function composed(texts: Texts, stored: readonly StoredConfig[] = []): Composed {
  const [configName, ...overrides] = linesOf(texts.compose ?? '')
  const tree = Object.fromEntries(Object.entries(texts).filter(([name]) => /\.ya?ml$/.test(name)))
  return composeTree(tree, { configName, overrides }, undefined, stored)
}

const linesOf = (text: string) => text.split('\n').slice(0, -1)
const lined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('')

/** As Python's `json.dumps` spaces it. */
function json(of: unknown): string {
  if (Array.isArray(of)) return `[${of.map(json).join(', ')}]`
  if (typeof of === 'object' && of !== null) {
    return `{${Object.entries(of)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${JSON.stringify(key)}: ${json(value)}`)
      .join(', ')}}`
  }
  return JSON.stringify(of)
}
