import { describeOrigin, rootNode } from '@hydraconf/core'
import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { composeTexts } from '../../../test/compose-texts.js'
import { defineTargets, findTargetProblems, positional, target } from './index.js'

const made = vi.fn()
const targets = defineTargets(
  {
    'my.Adam': target(made, { parameters: z.looseObject({ lr: z.number() }) }),
    'my.Sgd': positional(['lr', 'momentum'], made),
    'my.Net': made,
    'my.SEED': 7,
  },
  { warn: made },
)

/** `severity code key place` of each problem. */
function problems(text: string, overrides: readonly string[] = []): readonly string[] {
  const composed = composeTexts({ config: text }, overrides)
  const found = findTargetProblems(rootNode(composed.job), composed.evaluation, targets)
  expect(made).not.toHaveBeenCalled()
  return found.map(({ severity, code, key, origin }) => `${severity} ${code} ${key} ${describeOrigin(origin)}`)
}

test('a config whose targets are all there has none', () => {
  expect(problems('net: {_target_: my.Net}\noptim: {_target_: my.Adam, lr: 0.1, of: "${net}"}\n')).toEqual([])
})

test('every name that is not on the list is found, not only the first', () => {
  const text = 'a:\n  _target_: my.Adm\n  b:\n  - _target_: os.system\n    _args_: [rm]\n'
  expect(problems(text)).toEqual([
    'error target-not-located a config.yaml:2:13',
    'error target-not-located a.b[0] config.yaml:4:15',
  ])
})

test('the closest name is told', () => {
  const composed = composeTexts({ config: 'a: {_target_: my.Adm}\n' })
  const [problem] = findTargetProblems(rootNode(composed.job), composed.evaluation, targets)
  expect(problem?.advice).toContain('my.Adam')
})

describe('what is known by way of an interpolation', () => {
  test('is judged where the target is named', () => {
    expect(problems('name: my.Adm\na: {_target_: "${name}"}\n')).toEqual([
      'error target-not-located a config.yaml:2:15',
    ])
  })

  test('and what is not known before a run is held to nothing', () => {
    const text = 'a: {_target_: "${oc.env:NOT_SET}"}\nb: {_target_: "???"}\nc: {_target_: my.Adam, lr: "???"}\n'
    expect(problems(text)).toEqual([])
  })
})

test('what no name is, and what cannot be called', () => {
  expect(problems('a: {_target_: 7}\nb: {_target_: my.SEED}\nc: {_target_: ""}\nd: {_target_: a..b}\n')).toEqual([
    'error target-not-callable a config.yaml:1:15',
    'error target-not-callable b config.yaml:2:15',
    'error target-not-located c config.yaml:3:15',
    'error target-not-located d config.yaml:4:15',
  ])
})

test('settings of the wrong type, and those that Hydra takes without a word', () => {
  const text = [
    'a: {_target_: my.Net, _partial_: "yes please"}',
    'b: {_target_: my.Net, _args_: 3}',
    'c: {_target_: my.Net, _args_: abc, _convert_: al}',
    'd: {_target_: my.Net, _recursive_: 1, _convert_: ALL}',
  ]
  expect(problems(`${text.join('\n')}\n`)).toEqual([
    'error setting-not-a-bool a config.yaml:1:34',
    'error args-not-a-list b config.yaml:2:31',
    'warning convert-unknown c config.yaml:3:47',
    'warning args-taken-apart c config.yaml:3:31',
    'error setting-not-a-bool d config.yaml:4:36',
  ])
})

test('parameters that a target refuses; one that is absent may come with the call', () => {
  const text = 'a: {_target_: my.Adam, lr: high}\nb: {_target_: my.Adam}\nc: {_target_: my.Sgd, lr: 1, momentun: 2}\n'
  expect(problems(text)).toEqual([
    'error parameters-refused a config.yaml:1:28',
    'note parameters-refused b config.yaml:2:4',
    'error unexpected-argument c config.yaml:3:40',
  ])
})

test('what is handed over as a config is for whoever takes it', () => {
  expect(problems('a:\n  _target_: my.Net\n  _recursive_: false\n  b: {_target_: theirs.Net}\n')).toEqual([
    'warning target-not-located a.b config.yaml:4:17',
  ])
})

test('an override is a place as well', () => {
  expect(problems('a: {_target_: my.Net}\n', ['a._target_=my.Nut'])).toEqual([
    'error target-not-located a override a._target_=my.Nut',
  ])
})
