import { familyOf } from './families.js'
import type { Answer, Case, Context, Suite } from './suite.js'

export interface Door extends Context {
  /** Brings in a file of `suites/`; rejects when it does not build. */
  load(family: string): Promise<Suite>
  /** Told of faults: of a family that does not build, and of cases that crash. */
  report(text: string): void
}

/** More crashes than these are only counted: they tend to be the same one. */
const CRASHES_SHOWN = 3

/** The answer to each case, in the order of the lines. */
export async function* answerEach(lines: AsyncIterable<string>, door: Door): AsyncGenerator<Answer & { id: string }> {
  const suites = new Map<string, Promise<Suite>>()
  let crashes = 0
  for await (const line of lines) {
    if (line === '') continue
    const testCase: Case = JSON.parse(line)
    const family = familyOf(testCase.suite)
    if (family === undefined) {
      yield { id: testCase.id, skip: `no such suite: ${testCase.suite}` }
      continue
    }
    const suite = suites.get(family) ?? door.load(family).catch((error) => broken(family, error, door))
    suites.set(family, suite)
    const answer = await answerOf(await suite, testCase, { root: door.root })
    if (isCrash(answer)) {
      crashes += 1
      if (crashes <= CRASHES_SHOWN) door.report(`${testCase.id}: ${answer.expect.crash}`)
    }
    yield { id: testCase.id, ...answer }
  }
  if (crashes > CRASHES_SHOWN) door.report(`${crashes} cases crashed`)
}

async function answerOf(suite: Suite, testCase: Case, context: Context): Promise<Answer> {
  try {
    return await suite.answer(testCase, context)
  } catch (error) {
    const { type, message } = (error ?? {}) as { type?: unknown; message?: unknown }
    return typeof type === 'string' ? { expect: { error: { type, message: String(message) } } } : crash(error)
  }
}

/**
 * Whatever is not one of the library's errors, which say their class in `type`, is a fault of ours. It is no
 * refusal: some cases are content with any refusal, and a fault must never pass.
 */
function crash(error: unknown): Answer {
  const text = String((error as { stack?: unknown } | undefined)?.stack ?? error)
  return { expect: { crash: text.split('\n').slice(0, 6).join('\n') } }
}

function isCrash(answer: Answer): answer is { expect: { crash: string } } {
  return 'expect' in answer && typeof (answer.expect as { crash?: unknown } | undefined)?.crash === 'string'
}

function broken(family: string, error: unknown, { report }: Door): Suite {
  report(`suites/${family}.ts: ${error instanceof Error ? error.message : error}`)
  return { answer: () => ({ expect: { crash: `suites/${family}.ts does not build` } }) }
}
