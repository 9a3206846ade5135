import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { STEPS, type SweepProgram, said } from './sweep-program.js'

/** An engine that is up, and a program with its plugin. */
export interface EngineUnderTest {
  /** As the journal has it. */
  readonly name: string
  readonly launcher: string
  program(): SweepProgram
  /** What the engine's commands need. */
  env(): Readonly<Record<string, string>>
  /** What it has that is not done, as text in which the sweep directory stands. */
  left(): Promise<string>
}

/** What may go wrong with a sweep on any engine, and what is lost then: nothing. */
export function testFaults({ name, launcher, program, env, left }: EngineUnderTest): void {
  const SIX = ['-m', 'x=1,2,3,4,5,6', `hydra/launcher=${launcher}`]
  const go = (sweep: string) => writeFileSync(join(program().home, sweep, 'go'), '')
  const resumed = (sweep: string) => program().run(['--resume', sweep], env())

  test('of six jobs one fails and one is killed: both are reported, no result is lost, and --resume runs these two', async () => {
    const { code, out, err } = await program().run([...SIX, 'do=mixed', 'hydra.sweep.dir=mixed'], env())
    expect([code, out]).toEqual([1, expect.stringContaining(`Submitting 6 jobs to ${name}`)])
    expect(out.match(/ done\n/g)).toHaveLength(4)
    expect(out).toContain('#2 : x=3 do=mixed FAILED')
    expect(err).toContain('RangeError: two is too much')
    expect(resultOf('mixed', 5)).toMatchObject({ status: 'completed', value: 6 })
    const again = await resumed('mixed')
    expect([again.code, again.out]).toEqual([0, expect.stringContaining(`Submitting 2 jobs to ${name}`)])
    expect(program().ran('mixed')).toEqual([1, 2, 2, 1, 1, 1])
    expect(resultOf('mixed', 2)).toMatchObject({ status: 'completed', value: 3 })
  })

  test.each(STEPS)('who starts a sweep is killed %s: --resume finishes it, and no job runs twice', async (step) => {
    const sweep = step.replaceAll(' ', '-')
    const { code } = await program().run([...SIX, `hydra.sweep.dir=${sweep}`], { ...env(), DIE: step })
    expect(code).toBe(null)
    expect((await resumed(sweep)).code).toBe(0)
    expect(program().ran(sweep)).toEqual([1, 1, 1, 1, 1, 1])
    expect(program().claims(sweep)).toEqual(Array(6).fill(['0']))
  })

  test('who waits for a sweep is killed: it goes on, and --resume collects it', async () => {
    await program().run([...SIX, 'do=wait', 'hydra.sweep.dir=orphan'], env(), async (child) => {
      // The last of those for which there is room.
      await program().until('orphan/3/ran')
      child.kill('SIGKILL')
    })
    const { code } = await program().run(['--resume', 'orphan'], env(), async (child) => {
      await said(child, `jobs are with ${name} already`)
      go('orphan')
    })
    expect(code).toBe(0)
    expect(program().ran('orphan')).toEqual([1, 1, 1, 1, 1, 1])
    expect(program().claims('orphan')).toEqual(Array(6).fill(['0']))
  })

  test('a sweep that is left to the engine ends when its jobs are submitted, and --resume collects it', async () => {
    const detached = [...SIX, '+hydra.launcher.detach=true', 'do=wait', 'hydra.sweep.dir=detached']
    const { code, err } = await program().run(detached, env())
    expect([code, err]).toEqual([0, expect.stringContaining('--resume detached')])
    go('detached')
    expect((await resumed('detached')).code).toBe(0)
    expect(program().ran('detached')).toEqual([1, 1, 1, 1, 1, 1])
  })

  test('Ctrl-C ends the jobs, and looks whether they ended; --resume finishes the sweep', async () => {
    const { code, out, err } = await program().run(
      [...SIX, 'do=wait', 'hydra.sweep.dir=stopped'],
      env(),
      async (child) => {
        await program().until('stopped/0/ran')
        child.kill('SIGINT')
      },
    )
    expect([code, err]).toEqual([130, expect.stringContaining('--resume stopped')])
    expect(out).toContain(`Ending 6 jobs on ${name}`)
    expect(await left()).not.toContain('stopped')
    go('stopped')
    const again = await resumed('stopped')
    expect([again.code, again.out]).toEqual([0, expect.stringContaining(`Submitting 6 jobs to ${name}`)])
    for (const number of [0, 1, 2, 3, 4, 5]) expect(resultOf('stopped', number)).toMatchObject({ value: number + 1 })
  })

  test('retry runs what failed or was lost again, all of it or by cause and number, and nothing else', async () => {
    const again = (...words: readonly string[]) => program().run(['--retry', 'tried', ...words], env())
    expect((await program().run([...SIX, 'do=mixed', 'hydra.sweep.dir=tried'], env())).code).toBe(1)
    const byCause = await again('--cause', 'RangeError')
    expect([byCause.code, byCause.out]).toEqual([0, expect.stringContaining(`Submitting 1 jobs to ${name}`)])
    expect(program().ran('tried')).toEqual([1, 2, 1, 1, 1, 1])
    expect((await again()).code).toBe(0)
    expect(program().ran('tried')).toEqual([1, 2, 2, 1, 1, 1])
    expect(program().claims('tried')[2]).toEqual(['0', '100'])
    expect(resultOf('tried', 2)).toMatchObject({ status: 'completed', value: 3 })
    const done = await again('--job', '2')
    expect([done.code, done.err]).toEqual([1, expect.stringContaining('Job #2 of tried has completed')])
  })

  test.each(['gone', 'there'])('cancel ends every job of a sweep whose program is %s', async (state) => {
    const dir = `cancel-${state}`
    let cancelled: { readonly code: number | null; readonly out: string } | undefined
    const cancel = () => program().run(['--cancel', dir], env())
    const { code } = await program().run([...SIX, 'do=wait', `hydra.sweep.dir=${dir}`], env(), async (child) => {
      await program().until(`${dir}/3/ran`)
      if (state === 'gone') child.kill('SIGKILL')
      else cancelled = await cancel()
    })
    cancelled ??= await cancel()
    expect([cancelled.code, cancelled.out]).toEqual([0, expect.stringContaining(`Cancelled 6 jobs of ${dir}`)])
    expect(code).toBe(state === 'gone' ? null : 130)
    expect(await left()).not.toContain(dir)
    go(dir)
    expect((await program().run(['--retry', dir], env())).code).toBe(0)
    for (const number of [0, 1, 2, 3, 4, 5]) expect(resultOf(dir, number)).toMatchObject({ value: number + 1 })
  })

  test('two sweeps at once end each with its own, and a second start in the same directory is refused', async () => {
    const sweep = (dir: string) => [...SIX, 'do=wait', `hydra.sweep.dir=${dir}`]
    const first = program().run(sweep('first'), env())
    const second = program().run(sweep('second'), env())
    await program().until('first/.launch/1/order.json')
    const { code, err } = await program().run(sweep('first'), env())
    expect([code, err]).toEqual([1, expect.stringContaining('A sweep is running in first already')])
    for (const dir of ['first', 'second']) {
      await program().until(`${dir}/.launch/1/order.json`)
      go(dir)
    }
    expect([(await first).code, (await second).code]).toEqual([0, 0])
    for (const dir of ['first', 'second']) expect(program().ran(dir)).toEqual([1, 1, 1, 1, 1, 1])
  })

  function resultOf(sweep: string, number: number): unknown {
    return JSON.parse(readFileSync(join(program().home, sweep, String(number), 'job.result.json'), 'utf8'))
  }
}
