import type { ReadYamlOptions } from '@hydraconf/core'

/** One recorded case, without its `expect`. Each suite has fields of its own; its README describes them. */
export interface Case {
  readonly id: string
  readonly suite: string
  // biome-ignore lint/suspicious/noExplicitAny: the shape of a case is its suite's business
  readonly [field: string]: any
}

export interface Context {
  /** What `$ROOT` in a case stands for. */
  readonly root: string
}

/** What a suite makes of a case: the payload to compare, or why it cannot. */
export type Answer = { readonly expect: unknown } | { readonly skip: string }

/** A suite family: a file in `suites/` that exports this. It may throw the library's own errors; they count as refusals. */
export interface Suite {
  answer(testCase: Case, context: Context): Answer | Promise<Answer>
}

/** How the YAML of a case was read where it was recorded: with PyYAML 6.0.3, unless the case has another. */
export function readAs({ dialect, pyyaml = '6.0.3' }: Case): ReadYamlOptions {
  return { dialect, pyyaml }
}
