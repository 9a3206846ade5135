import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { familyOf } from './families.js'
import type { Answer, Case, Context, Suite } from './suite.js'

export interface Door extends Context {
  /** Brings in a file of `suites/`; rejects when it does not build. */
  load(family: string): Promise<Suite>
}

/** Reads cases from stdin and writes an answer for each, in order, as it is found. */
export async function main({ root, load }: Door): Promise<void> {
  process.stdout.on('error', () => process.exit(1))
  const suites = new Map<string, Promise<Suite>>()
  const suite = (family: string): Promise<Suite> => {
    const found = suites.get(family) ?? load(family).catch((error) => broken(family, error))
    suites.set(family, found)
    return found
  }

  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue
    const testCase: Case = JSON.parse(line)
    const family = familyOf(testCase.suite)
    const answer: Answer =
      family === undefined
        ? { skip: `no such suite: ${testCase.suite}` }
        : await answerOf(await suite(family), testCase, { root })
    if (!process.stdout.write(`${JSON.stringify({ id: testCase.id, ...answer })}\n`))
      await once(process.stdout, 'drain')
  }
}

async function answerOf(suite: Suite, testCase: Case, context: Context): Promise<Answer> {
  try {
    return await suite.answer(testCase, context)
  } catch (error) {
    return { expect: { error: refusal(error) } }
  }
}

/** The library's errors say their class in `type`. Anything else is a fault of ours, and must count as one. */
export function refusal(error: unknown): { type: string; message: string } {
  const { type, message, stack } = error as { type?: unknown; message?: unknown; stack?: unknown }
  if (typeof type === 'string') return { type, message: String(message) }
  return { type: 'InternalError', message: String(stack ?? error) }
}

function broken(family: string, error: unknown): Suite {
  process.stderr.write(`adapter: suites/${family}.ts: ${error instanceof Error ? error.message : error}\n`)
  return {
    answer: () => ({ expect: { error: { type: 'InternalError', message: `suites/${family}.ts does not build` } } }),
  }
}
