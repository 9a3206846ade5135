import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'

/** Runs by the rules of Hydra 1.4 beside those of 1.3; both asked of the real ones. */

const CONF = {
  'conf/config.yaml':
    'defaults: [_self_, exp: a]\na: 1\nhydra: {run: {dir: out}, sweep: {dir: all}, job: {env_set: {A: "${a}-${hydra:job.name}"}}}\n',
  'conf/exp/a.yaml': 'b: 1\n',
  'conf/exp/same.yaml': '# @package _global_\nhydra: {sweeper: {max_batch_size: null}}\n',
  'conf/exp/set.yaml': '# @package _global_\nhydra: {sweeper: {max_batch_size: 2}}\n',
  'conf/exp/choose.yaml': '# @package _global_\ndefaults: [override /hydra/launcher: mine]\n',
  'conf/hydra/launcher/mine.yaml': 'defaults: [basic]\n',
}

test('variables of a job are resolved first in 1.4, and so written', async () => {
  const box = sandbox(CONF)
  const { code, read } = await box.run('', () => {}, { dialect: '1.4' })
  expect(code).toBe(0)
  expect(read('out/.hydra/hydra.yaml')).toContain('env_set:\n      A: 1-app\n')
  expect(read('out/.hydra/config.yaml')).toContain('a: 1\n')
  expect(await box.run('')).toMatchObject({ code: 1, err: expect.stringContaining("'hydra.job.env_set.A'") })
})

test.each([
  ['set', 'A job of the sweep sets hydra.sweeper otherwise'],
  ['choose', 'A job of the sweep chooses hydra/launcher=mine, and the sweep has basic'],
])('a job that brings another launcher or sweeper is refused in 1.4: exp=%s', async (option, words) => {
  const ran: unknown[] = []
  const { code, err } = await sandbox(CONF).run(`-m exp=a,${option}`, ({ b }) => void ran.push(b), { dialect: '1.4' })
  expect([code, ran]).toEqual([1, []])
  expect(err).toContain(words)
})

test('a job that says what the sweep has runs in 1.4', async () => {
  const { code, files } = await sandbox(CONF).run('-m exp=a,same', () => {}, { dialect: '1.4' })
  expect([code, files.includes('all/1/.hydra/config.yaml')]).toEqual([0, true])
})

test.each(['set', 'choose'])(
  '1.3 runs the jobs of a sweep with the launcher that the sweep has: exp=%s',
  async (option) => {
    const { code } = await sandbox(CONF).run(`-m exp=a,${option} ~hydra.job.env_set.A`)
    expect(code).toBe(0)
  },
)
