import { expect, test } from 'vitest'
import { environmentOf } from '../../../../test/compose-texts.js'
import { settingText } from '../composition/read-setting.js'
import { parseOverrides } from '../grammar/parse-override.js'
import { planSweep } from '../sweep/cartesian-product.js'
import { AlikeJobs } from './alike-jobs.js'
import { composeJob } from './compose-job.js'

const TREE = {
  'config.yaml': 'defaults: [db: mysql, _self_]\nx: 0\ny: {z: 1}\nref: ${y}\nsame: ${x}\nlist: [1]\n',
  'db/mysql.yaml': 'port: 1\n',
  'db/pg.yaml': 'port: 2\n',
}

/** The jobs of a sweep that were composed, of all of them; each that was not is held against its composition. */
function composedOf(overrides: readonly string[], tree: Readonly<Record<string, string>> = TREE) {
  const environment = environmentOf(tree)
  const alike = new AlikeJobs(environment)
  const plan = planSweep(parseOverrides(overrides.filter((text) => !text.startsWith('hydra.'))))
  const hydra = overrides.filter((text) => text.startsWith('hydra.'))
  const composed: number[] = []
  for (const { index, texts } of plan) {
    const number = Number(index)
    const job = () => composeJob(environment, 'config', hydra, number, texts)
    const dir = alike.sweepDirOf(texts)
    if (dir === undefined) {
      composed.push(number)
      alike.learn(texts, job())
    } else {
      const whole = job()
      expect([settingText(whole, 'hydra.sweep.dir'), settingText(whole, 'hydra.sweep.subdir')]).toEqual([
        dir,
        String(number),
      ])
    }
  }
  return { composed, count: Number(plan.count) }
}

test.each([
  ['values of one key', ['x=range(100)'], 1],
  ['values of several keys, also new ones', ['x=1,a,null,true,0.5', 'y.z=range(20)', '+n=1,2', '++y.m="q q",b'], 1],
  ['choices, combined with values', ['db=mysql,pg', 'x=range(50)', 'db.port=3,4'], 2],
  ['a directory that says what the sweep is', ['x=range(10)', 'hydra.sweep.dir=out/${hydra.job.name}/${now:%Y}'], 1],
])('of %s one of each kind is composed', (_, overrides, kinds) => {
  const { composed, count } = composedOf(overrides)
  expect([composed.length, count > 9 * kinds]).toEqual([kinds, true])
})

test.each([
  ['values that are no plain ones', ['x=[1],[2],{a:1}']],
  ['values that may refer to others', ["x='${y.z}','${list}'"]],
  ['values that are missing', ['x=???,????']],
  ['a key behind an interpolation', ['++ref.z=1,2,3']],
  ['a key that is a list', ['list.0=1,2']],
  ['a directory that is made of the values', ['x=1,2,3', 'hydra.sweep.subdir=${hydra.job.override_dirname}']],
  ['a directory of the sweep that is', ['x=1,2,3', 'hydra.sweep.dir=out/${x}']],
  ['keys that are deleted', ['~x', 'y.z=1,2']],
])('of %s every job is composed', (_, overrides) => {
  const { composed, count } = composedOf(overrides)
  expect(composed).toHaveLength(count)
})

test('a fault in one of many jobs is found, and the others are known by then', () => {
  const environment = environmentOf({ ...TREE, 'db/bad.yaml': 'port: [\n' })
  const alike = new AlikeJobs(environment)
  const first = ['db=mysql', 'x=1']
  alike.learn(first, composeJob(environment, 'config', [], 0, first))
  expect(alike.sweepDirOf(['db=mysql', 'x=2'])).toBeDefined()
  expect(alike.sweepDirOf(['db=bad', 'x=2'])).toBeUndefined()
  expect(alike.sweepDirOf(['db=mysql', 'y.q=2'])).toBeUndefined()
})
