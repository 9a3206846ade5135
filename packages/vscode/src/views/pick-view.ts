import type { GroupChoice, TreeAnswer } from '@hydraconf/language-server'
import { type QuickPickItem, QuickPickItemKind, window } from 'vscode'
import type { Requests } from '../requests.js'
import { isHydras, optionName, treeName } from '../shown.js'
import { pickOverrides } from './pick-overrides.js'

/** A line of the list, and what choosing it does. */
interface Line extends QuickPickItem {
  readonly choose?: () => Promise<unknown>
}

/** Asks what to look at in a tree: a primary config, an option of a group, overrides. */
export async function pickView(tree: TreeAnswer, requests: Requests): Promise<void> {
  const { choices = [] } = (await requests.defaults(tree.tree)) ?? {}
  const { overrides } = tree
  const configs = tree.primaries.map((config): Line => {
    const isShown = config === tree.config
    return {
      label: `${isShown ? '$(check)' : '$(blank)'} ${config}`,
      choose: () => requests.select(tree.tree, { config, overrides }),
    }
  })
  const options = [...choices.filter((each) => !isHydras(each)), ...choices.filter(isHydras)].map(
    (choice): Line => ({
      label: `$(list-selection) ${choice.key}`,
      description: optionName(choice),
      choose: () => pickOption(tree, choice, requests),
    }),
  )
  const others: readonly Line[] = [
    { label: '$(edit) Overrides…', description: overrides.join(' '), choose: () => changeOverrides(tree, requests) },
    { label: '$(discard) As the project has it', choose: () => requests.select(tree.tree, {}) },
  ]
  const picked = await window.showQuickPick(
    [under('Overrides'), ...others, under('Primary config'), ...configs, under('Choices'), ...options],
    { title: `What to look at in ${treeName(tree)}`, matchOnDescription: true },
  )
  await picked?.choose?.()
}

/** Asks for an option of a group, and looks at that. */
export async function pickOption(tree: TreeAnswer, choice: GroupChoice, requests: Requests): Promise<void> {
  const lines = choice.options.map((option) => ({
    label: option,
    ...(option === choice.option ? { description: 'chosen' } : {}),
  }))
  const picked = await window.showQuickPick(lines, { title: `${choice.key} of ${treeName(tree)}` })
  if (picked !== undefined) await requests.choose(tree.tree, choice.key, picked.label)
}

async function changeOverrides(tree: TreeAnswer, requests: Requests): Promise<void> {
  const asked = { tree: tree.tree, title: `Overrides of ${treeName(tree)}`, given: tree.overrides }
  const overrides = await pickOverrides(asked, requests)
  const { config } = tree
  if (overrides !== undefined)
    await requests.select(tree.tree, { ...(config === undefined ? {} : { config }), overrides })
}

function under(label: string): Line {
  return { label, kind: QuickPickItemKind.Separator }
}
