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

const MODES = {
  'conf/config.yaml': 'defaults: [_self_, exp: none]\na: 1\nhydra: {run: {dir: out}, sweep: {dir: all}}\n',
  'conf/exp/none.yaml': 'b: 1\n',
  'conf/exp/sweep.yaml': '# @package _global_\nhydra: {mode: MULTIRUN}\n',
  'conf/swept.yaml': 'a: 1\nhydra: {mode: MULTIRUN, sweep: {dir: all}}\n',
}

test('the mode is settled before a config is composed in 1.4, and is no override unless it was asked for', async () => {
  const run = (line: string) => sandbox(MODES).run(line, () => {}, { dialect: '1.4' })
  const single = await run('a=2')
  expect(single.read('out/.hydra/hydra.yaml')).toContain('  overrides:\n    hydra: []\n')
  expect(single.read('out/.hydra/hydra.yaml')).toContain('  mode: RUN\n')
  expect((await run('--config-name swept a=1,2')).files).toContain('all/1/.hydra/config.yaml')
  expect(await run('exp=sweep')).toMatchObject({ code: 1, err: expect.stringContaining('hydra.mode to MULTIRUN') })
  expect(await run('hydra.mode=2')).toMatchObject({ code: 1, err: expect.stringContaining('RUN or MULTIRUN, not 2') })
  expect((await run('-m exp=sweep')).read('all/0/.hydra/hydra.yaml')).toContain('- hydra.mode=MULTIRUN\n')
})

test('what a task throws is in the log files of its job in 1.4', async () => {
  const failing = () => {
    throw new RangeError('too much')
  }
  const { code, files, read } = await sandbox(MODES).run('', failing, { dialect: '1.4' })
  const log = files.find((path) => path.endsWith('.log')) ?? ''
  expect([code, read(log)]).toEqual([1, expect.stringContaining('[hydra.core.utils][ERROR] - Job failed\nRangeError')])
  expect((await sandbox(MODES).run('', failing)).read(log)).toBe('')
})
