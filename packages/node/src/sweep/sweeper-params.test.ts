import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'

const conf = (params: string) => ({
  'conf/config.yaml': `a: 1\nb: 2\nhydra:\n  sweep: { dir: multi }\n  sweeper:\n    params:\n      ${params}\n`,
  'conf/g/x.yaml': 'v: 1\n',
  'conf/g/y.yaml': 'w: 2\n',
})

/** What Hydra's launcher says of its jobs, and whether it ran. */
async function jobs(params: string): Promise<readonly (string | number)[]> {
  const { code, out } = await sandbox(conf(params)).run('-m')
  return [code, ...[...out.matchAll(/\t#\d+ : (.*)/g)].map(([, job]) => job!)]
}

// Each as Hydra 1.3.5 runs it.
test.each([
  ['a: 1,2', ['a=1', 'a=2']],
  ['a: [1, 2]', ['a=[1,2]']],
  ['a: []', ['a=[]']],
  ['a: {}', ['a={}']],
  ['+g: [x, y]', ["+g=['x','y']"]],
  ['a: [0.00001]', ['a=[1e-05]']],
  ['a: [.inf, 1e-7, 100000000000000000000.0]', ['a=[inf,1e-07,1e+20]']],
  ['a: 0.00001', ['a=1e-05']],
  ['a: 1.0', ['a=1.0']],
  ['a: [null, true, 1.5, x]', ["a=[None,True,1.5,'x']"]],
  ['a: ["x y", "it\'s"]', ["a=['x y',\"it's\"]"]],
  ['a: ["a,b"]', ["a=['a,b']"]],
  ['a: "[1,2],[3]"', ['a=[1,2]', 'a=[3]']],
  ['+c: [1, [2, 3]]', ['+c=[1,[2,3]]']],
  ['a: ${b}', ['a=2']],
  ['a: "${b},3"', ['a=2', 'a=3']],
  ['a: ["${b}"]', ['a=[2]']],
  ['a: \\${b}', ['a=2']],
  ['a: ["${b}", "\\\\${b}"]', ['a=[2,2]']],
])('hydra.sweeper.params: { %s } is %j', async (params, expected) => {
  expect(await jobs(params)).toEqual([0, ...expected])
})

test.each(['a: ???', 'a: { x: 1 }', 'a: [{ x: 1 }]', 'a: ["???"]', 'a: ${nope}', 'a: "x${hydra.sweep}"'])(
  'hydra.sweeper.params: { %s } is refused before any job runs',
  async (params) => {
    expect(await jobs(params)).toEqual([1])
  },
)

test('what the command line says of a key wins over hydra.sweeper.params', async () => {
  const { out } = await sandbox(conf('a: 1,2')).run('-m a=7')
  expect(out).toContain('Launching 1 jobs')
})
