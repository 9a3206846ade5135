// A check, and what it is made of.

export type { Attempt } from './attempt.js'
export { nodesOf, tryCompose } from './attempt.js'
export type { Checked, CheckedTree, CheckOptions } from './check-tree.js'
export { checking, checkTree } from './check-tree.js'
export type { Composing } from './composing.js'
export {
  appending,
  choosing,
  composingKey,
  composingText,
  environmentOf,
  inFolder,
  isWritable,
  primaryFile,
  splitsOf,
} from './composing.js'
export type { ComposedCheck, ComposedProblem } from './custom-check.js'
export * from './deprecated.js'
export type { Exploration, ExploreOptions } from './exploration.js'
export { MOST_COMPOSITIONS } from './exploration.js'
export { exploreTree } from './explore-tree.js'
export type { Fix } from './fix.js'
export { fixOf } from './fix.js'
export { ignoring } from './ignore-patterns.js'
export { isPrimary, primariesIn } from './primaries.js'
export type { Problem, Severity } from './problem.js'
export { fileOrigin } from './problem.js'
export type { TriedConfig } from './quick-check.js'
export { checkingConfigs, quickCheck } from './quick-check.js'
export type { InSlices } from './time-slices.js'
export { slicing } from './time-slices.js'
export type { TreeFiles } from './tree-files.js'
export { everyConfig, folderOf, mainSource, treeFiles } from './tree-files.js'
export type { WrittenLine } from './upgrade/compared-overrides.js'
export { comparedOverrides } from './upgrade/compared-overrides.js'
export type { TextEdit } from './upgrade/text-edit.js'
export { edited } from './upgrade/text-edit.js'
export type { Upgrade, UpgradeOptions } from './upgrade/upgrade-tree.js'
export { upgradeOf } from './upgrade/upgrade-tree.js'
