import type { Case } from './suite.js'

/** What resolves interpolations in a case: the resolvers that all cases have, and the case's environment. */
export function fixtureOptions(_testCase: Case): object {
  return {}
}
