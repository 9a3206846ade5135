import { expect, test } from 'vitest'
import { hashOf, type Look, lookOf } from './address.js'

const START: Look = {
  configName: 'config',
  overrides: ['db=mysql'],
  part: 'job',
  resolve: false,
  tab: 'config',
  key: undefined,
  file: undefined,
  line: undefined,
  other: { configName: undefined, overrides: [] },
  job: 0,
  chosen: {},
}

test('an address says all that is looked at, and gives it back', () => {
  const look: Look = {
    configName: 'shop/eu',
    overrides: ["a='x y'", '+b={c: 1}', '~d'],
    part: 'hydra',
    resolve: true,
    tab: 'sweep',
    key: 'db.port',
    file: { source: 1, path: 'db/mysql.yaml' },
    line: 3,
    other: { configName: 'other', overrides: ['e=&#='] },
    job: 999_999,
    chosen: { 'cost.unit': 'hour' },
  }
  expect(lookOf(hashOf(look), START)).toEqual(look)
})

test('an address of a tab alone shows the primary config of the start', () => {
  expect(lookOf('#tab=sweep', START)).toMatchObject({ configName: 'config', overrides: [], tab: 'sweep' })
  expect(lookOf('', START)).toBe(START)
})

test('what an address says wrongly is as usual', () => {
  expect(lookOf('#part=x&job=-1&line=1e9&file=x', START)).toMatchObject({
    part: 'job',
    job: 0,
    line: undefined,
    file: undefined,
  })
})
