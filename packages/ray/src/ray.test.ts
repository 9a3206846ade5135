import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FakeRay, startFakeRay } from '../../../test/engines/fake-ray.js'
import { testFaults } from '../../../test/engines/faults.js'
import { type SweepProgram, sweepProgram } from '../../../test/engines/sweep-program.js'

let program: SweepProgram
let cluster: FakeRay

beforeAll(async () => {
  program = await sweepProgram({
    package: 'ray',
    launcher: 'ray',
    plugin: 'ray({ patience: { look: 0.1, ask: 0.3, grace: 0.5 }, node: process.env.NODE_THERE })',
  })
  cluster = await startFakeRay()
})

afterAll(async () => {
  await cluster.stop()
  program.remove()
})

const SIX = ['-m', 'x=1,2,3,4,5,6', 'hydra/launcher=ray']

describe('a sweep on Ray', () => {
  testFaults({
    name: 'ray',
    launcher: 'ray',
    program: () => program,
    env,
    left: async () => JSON.stringify(cluster.running()),
  })

  test('a job whose supervisor dies has failed alone, with what Ray says; --resume runs it again', async () => {
    const { code, out, err } = await program.run([...SIX, 'do=wait', 'hydra.sweep.dir=lost'], env(), async () => {
      await program.until('lost/1/ran')
      cluster.killSupervisor(idOf('lost', 1))
      go('lost')
    })
    expect([code, out.match(/ done\n/g)?.length]).toEqual([1, 5])
    expect(err).toMatch(
      /Job #1 \(\S+\) left no result: Ray says FAILED, JOB_SUPERVISOR_ACTOR_DIED: Job supervisor actor/,
    )
    expect(err).toMatch(/The end of .*lost\/1\/job\.out:\n {2}working on 2/)
    expect((await program.run(['--resume', 'lost'], env())).code).toBe(0)
    expect(program.ran('lost')).toEqual([1, 2, 1, 1, 1, 1])
    expect(readFileSync(join(program.home, 'lost/1/job.out'), 'utf8')).toBe(
      'working on 2\n\n[attempt 2]\nworking on 2\n',
    )
  })

  test('with max_retries a lost job runs again by itself', async () => {
    const retries = '+hydra.launcher.ray.remote.max_retries=1'
    const { code, out } = await program.run(
      ['-m', 'x=3,4', 'do=mixed', 'hydra/launcher=ray', retries, 'hydra.sweep.dir=retried'],
      env(),
    )
    expect([code, out]).toEqual([0, expect.stringContaining('#0 : x=3 do=mixed is lost, and submitted again')])
    expect(program.ran('retried')).toEqual([2, 1])
    expect(program.claims('retried')).toEqual([['0', '100'], ['0']])
  })

  test('what Ray gives up before it begins is submitted again', async () => {
    const { code } = await program.run([...SIX, 'do=wait', 'hydra.sweep.dir=late'], env(), async () => {
      await program.until('late/3/ran')
      cluster.giveUp()
      go('late')
    })
    expect(code).toBe(0)
    expect(program.ran('late')).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('a job that waited when the sweep was stopped does nothing when there is room for it', async () => {
    const two = ['-m', 'x=1,2', 'do=wait', 'hydra/launcher=ray', '+hydra.launcher.ray.remote.num_cpus=4']
    await program.run([...two, 'hydra.sweep.dir=taken-back'], env(), async (child) => {
      await program.until('taken-back/0/ran')
      child.kill('SIGINT')
    })
    go('taken-back')
    expect((await program.run(['--resume', 'taken-back'], env())).code).toBe(0)
    expect(program.ran('taken-back')).toEqual([2, 1])
  })

  test('no more jobs at a time than ray.init.num_cpus', async () => {
    const { code, out } = await program.run(
      [...SIX, '+hydra.launcher.ray.init.num_cpus=2', 'hydra.sweep.dir=two'],
      env(),
    )
    expect([code, out]).toEqual([0, expect.stringContaining('Submitting 6 jobs to ray, 2 at a time')])
    expect(program.ran('two')).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('jobs have the id, the variables and the resources that were asked for', async () => {
    const asked = [
      '+hydra.launcher.ray.remote.runtime_env={env_vars: {NAME: there}}',
      'hydra.sweep.dir=asked',
      '+seen=${oc.env:NAME}',
    ]
    const { code } = await program.run(['-m', 'x=1,2', 'hydra/launcher=ray', ...asked], { ...env(), NAME: 'here' })
    expect(code).toBe(0)
    expect(readFileSync(join(program.home, 'asked/1/.hydra/hydra.yaml'), 'utf8')).toMatch(/^ {4}id: job_id_for_1$/m)
  })
})

describe('before any job starts', () => {
  test.each([
    [
      'there is no Ray',
      () => ({ RAY_API_SERVER_ADDRESS: 'http://127.0.0.1:9' }),
      'No Ray answers at http://127.0.0.1:9',
    ],
    ['the token is wrong', () => ({ ...env(), RAY_AUTH_TOKEN: 'no' }), 'refuses the token of RAY_AUTH_TOKEN'],
    [
      'there is no token',
      () => ({ ...env(), RAY_AUTH_TOKEN: '', HOME: '/nowhere' }),
      'wants a token, and there is none',
    ],
    [
      'the token cannot be read',
      () => ({ ...env(), RAY_AUTH_TOKEN: '', RAY_AUTH_TOKEN_PATH: '/nowhere' }),
      'cannot be read: /nowhere',
    ],
    [
      'the cluster does not have the program',
      () => ({ ...env(), NODE_THERE: '/nowhere/node' }),
      'there is no Node at /nowhere/node',
    ],
  ])('it is said in one line that %s', async (_, given, said) => {
    const { code, err } = await program.run([...SIX, 'hydra.sweep.dir=none'], given())
    expect([code, err]).toEqual([1, expect.stringContaining(said)])
    expect(err).not.toMatch(/^ {4}at /m)
    expect(existsSync(join(program.home, 'none/0'))).toBe(false)
  })

  test.each([
    ['+hydra.launcher.ray.remote.num_gpu=1', "'hydra.launcher.ray.remote.num_gpu' is no setting of Ray's", 'num_gpus'],
    ['+hydra.launcher.ray.remote.num_cpus=many', 'hydra.launcher.ray.remote.num_cpus is "many"', 'a number from 0'],
    ['hydra.launcher.ray.init.address=ray://head:10001', 'speaks to Python alone', 'address=http://head:8265'],
    ['hydra.launcher.ray.init.address=head:6379', 'speaks to Python alone', 'address=http://head:8265'],
    ['hydra.launcher.ray.remot=1', 'ray.remot', 'remote'],
  ])('%s is refused, and nothing is written', async (setting, said, advice) => {
    const { code, err } = await program.run([...SIX, setting, 'hydra.sweep.dir=refused'], env())
    expect([code, err]).toEqual([1, expect.stringContaining(said)])
    expect(err).toContain(advice)
    expect(existsSync(join(program.home, 'refused'))).toBe(false)
  })

  test('a setting that is refused is shown where it was written', async () => {
    writeFileSync(
      join(program.home, 'conf/wrong.yaml'),
      'defaults:\n- config\n- override hydra/launcher: ray\n- _self_\nhydra:\n  launcher:\n    ray: { remote: { num_gpu: 1 } }\n',
    )
    const inFile = await program.run(['-m', '-cn', 'wrong', 'x=1,2', 'hydra.sweep.dir=none'], env())
    expect([inFile.code, inFile.err]).toEqual([1, expect.stringMatching(/conf\/wrong\.yaml:7:\d+/)])
    const typed = await program.run([...SIX, '+hydra.launcher.ray.remote.num_gpu=1', 'hydra.sweep.dir=none'], env())
    expect(typed.err).toMatch(/override \+hydra\.launcher\.ray\.remote\.num_gpu=1\n +\^/)
  })

  test('what is not honoured is named', async () => {
    const { out } = await program.run(
      ['-m', 'x=1', 'hydra/launcher=ray', '+hydra.launcher.ray.init.include_dashboard=true', 'hydra.sweep.dir=idle'],
      env(),
    )
    expect(out).toContain('hydra.launcher.ray.init.include_dashboard is not honoured')
  })
})

function env(): Readonly<Record<string, string>> {
  return { RAY_API_SERVER_ADDRESS: cluster.address, RAY_AUTH_TOKEN: cluster.token }
}

function go(sweep: string): void {
  writeFileSync(join(program.home, sweep, 'go'), '')
}

/** The id under which Ray had a job, as the journal has it. */
function idOf(sweep: string, job: number): string {
  const lines = readFileSync(join(program.home, sweep, '.journal.jsonl'), 'utf8').split('\n')
  const line = lines.find((text) => text.includes(`{"kind":"submitted","job":${job},`))
  return JSON.parse(line!).id
}
