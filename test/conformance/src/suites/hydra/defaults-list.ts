import { classify, type DefaultsList, following, listDefaults, parseOverrides, type TreeNode } from '@hydraconf/core'
import { libraryFor } from '../../search-path.js'
import type { Answer, Case, Context } from '../../suite.js'

export function answer({ input, dialect }: Case, { root }: Context): Answer {
  const library = libraryFor(input, root, dialect)
  const intent = classify(parseOverrides(input.overrides), library)
  const { tree, list, choices, warnings } = listDefaults(library, input.config_name ?? undefined, intent, {
    prependHydra: input.prepend_hydra,
    skipMissing: input.skip_missing,
    follow: following({ env: { USER: 'hydra_user', HOME: '/home/hydra_user', ...input.env } }),
  })
  return { expect: { defaults: listed(list), tree: nodeOf(tree), choices: Object.fromEntries(choices), warnings } }
}

function listed(list: DefaultsList): object[] {
  return list.map(({ configPath, package: pkg, parent, isSelf, primary, overrideKey }) => ({
    config_path: configPath,
    package: pkg,
    parent: parent ?? null,
    is_self: isSelf,
    primary,
    override_key: overrideKey ?? null,
  }))
}

function nodeOf(node: TreeNode): object {
  if (node.kind === 'self') return { node: node.label }
  const { label } = node.entry
  return node.kind === 'absent' || node.children === undefined
    ? { node: label }
    : { node: label, children: node.children.map(nodeOf) }
}
