import { entriesOf, keyText, pythonText, raise, settingValue, type Value } from '@hydraconf/core'
import type { SweepContext, Sweeper } from '../sweeper.js'
import { type Axis, axisOf, combinations } from './axes.js'
import { listsUneven, listValueRefused } from './messages.js'

/**
 * Lists that go together (`hydra.sweeper.list_params`), for every combination of the command line and
 * `hydra.sweeper.grid_params`; then all of them again with each of `hydra.sweeper.ablative_params` put over them.
 * Mirrors `hydra-list-sweeper`, but a job that fails is reported.
 */
export const listSweeper: Sweeper = {
  target: 'hydra_plugins.list_sweeper_plugin.list_sweeper.ListSweeper',
  settings: { list_params: {}, grid_params: {}, ablative_params: [] },
  async sweep(context) {
    context.log.info(`Sweep output dir : ${context.sweepDir}`)
    const jobs = [...combinations(axesOf(context))]
    await context.launch([...jobs, ...ablated(jobs, context)])
  },
}

function axesOf(context: SweepContext): readonly Axis[] {
  const { overrides, log } = context
  const grid = [...overrides.map((override) => axisOf(override, context)), ...gridParams(context).map(listAxis)]
  const taken = [...overrides.map(keyText), ...gridParams(context).map(([key]) => key)]
  const lists = paramsOf(context, 'list_params').filter(([key]) => {
    if (!taken.includes(key)) return true
    log.warning(`List key ${key} is also a grid key. The list key will be ignored.`)
    return false
  })
  return lists.length === 0 ? grid : [...grid, listsAsOne(lists)]
}

type Param = readonly [key: string, values: readonly string[]]

function gridParams(context: SweepContext): readonly Param[] {
  return paramsOf(context, 'grid_params')
}

function listAxis([key, values]: Param): Axis {
  return { count: values.length, at: (index) => [`${key}=${values[index]}`] }
}

function listsAsOne(lists: readonly Param[]): Axis {
  const count = lists[0]![1].length
  if (lists.some(([, values]) => values.length !== count)) {
    throw raise(listsUneven({ counts: lists.map(([key, values]) => ({ key, count: values.length })) }))
  }
  return { count, at: (index) => lists.map(([key, values]) => `${key}=${values[index]}`) }
}

/** All jobs once more for each map of `ablative_params`, its keys over theirs. */
function* ablated(jobs: readonly (readonly string[])[], { composed }: SweepContext): Generator<readonly string[]> {
  const maps = settingValue(composed, 'hydra.sweeper.ablative_params')
  if (maps?.kind !== 'list') return
  for (const map of maps.items) {
    if (map.kind !== 'map') throw raise(listValueRefused({ key: 'ablative_params', text: pythonText(map) }), map.origin)
    for (const job of jobs) {
      const texts = [...job]
      for (const [name, value] of entriesOf(map)) {
        const key = String(name)
        const text = `${key}=${pythonText(value)}`
        const at = texts.findIndex((given) => given.split('=', 1)[0] === key)
        if (at === -1) texts.push(text)
        else texts[at] = text
      }
      yield texts
    }
  }
}

function paramsOf({ composed }: SweepContext, name: 'list_params' | 'grid_params'): readonly Param[] {
  const params = settingValue(composed, `hydra.sweeper.${name}`)
  if (params?.kind !== 'map') return []
  return Array.from(entriesOf(params), ([key, value]) => [String(key), valuesOf(String(key), value)] as const)
}

/** A list, a single value, or a text with commas in it, as a list is written on a command line. */
function valuesOf(key: string, value: Value): readonly string[] {
  switch (value.kind) {
    case 'list':
      return value.items.map(pythonText)
    case 'int':
    case 'float':
    case 'bool':
      return [pythonText(value)]
    case 'str':
      return value.value.includes(',') ? value.value.replaceAll(/[ [\]]/g, '').split(',') : [value.value]
    default:
      throw raise(listValueRefused({ key, text: pythonText(value) }), value.origin)
  }
}
