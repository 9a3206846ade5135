import { expect, test, vi } from 'vitest'

const set = vi.hoisted(() => [] as string[])
vi.mock('node:v8', () => ({ setFlagsFromString: (flag: string) => void set.push(flag) }))

const flagsOf = async (run: (composeFirst: <T>(compose: () => T) => T) => void): Promise<readonly string[]> => {
  vi.resetModules()
  set.length = 0
  const { composeFirst } = await import('./short-run.js')
  run(composeFirst)
  return [...set]
}
const names = (flags: readonly string[]) => flags.map((flag) => flag.split('=')[0])

test('the first composition is a short run, and what V8 does is its own again afterwards', async () => {
  let during: readonly string[] = []
  const flags = await flagsOf((composeFirst) => {
    const composed = composeFirst(() => {
      during = [...set]
      return 'composed'
    })
    expect(composed).toBe('composed')
    composeFirst(() => expect(set.length).toBe(2 * during.length))
  })
  expect(names(flags)).toEqual([...names(during), ...names(during)])
  expect(flags.slice(during.length)).not.toEqual(during)
})

test('also where it is refused', async () => {
  const flags = await flagsOf((composeFirst) => {
    expect(() =>
      composeFirst(() => {
        throw new Error('refused')
      }),
    ).toThrow('refused')
  })
  expect(names(flags.slice(flags.length / 2))).toEqual(names(flags.slice(0, flags.length / 2)))
})

test('a flag that the program was started with is left as it is', async () => {
  vi.stubEnv('NODE_OPTIONS', '--interrupt_budget=5 --invocation-count-for-turbofan=9 --invocation-count-for-maglev=9')
  expect(new Set(names(await flagsOf((composeFirst) => composeFirst(() => 0))))).toEqual(
    new Set(['--semi-space-growth-factor']),
  )
  vi.unstubAllEnvs()
})
