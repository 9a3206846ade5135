import { beforeAll, test } from 'vitest'
// @ts-expect-error: a script without types
import { buildCommand } from '../../scripts/build.mjs'
import { randomOf } from '../differential/random.js'
import { SEED } from '../differential/settings.js'
// @ts-expect-error: a script without types
import { ROUNDS } from './rounds.mjs'

// The short form of `npm run soak`: a few rounds each, of processes that are really killed.
beforeAll(async () => {
  await buildCommand()
})

const rounds = ROUNDS as Readonly<Record<string, { round(random: () => number): Promise<void>; times: number }>>

test.each(Object.keys(rounds))('%s', async (name) => {
  const { round, times } = rounds[name]!
  const random = randomOf(SEED)
  // Each round asserts, and throws.
  for (let at = 0; at < times; at++) await round(() => random.next())
})
