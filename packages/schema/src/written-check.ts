import type { Finding, Value } from '@hydraconf/core'
import equal from 'ajv/dist/runtime/equal.js'
import ucs2length from 'ajv/dist/runtime/ucs2length.js'
import { findingsBy, type Validate } from './findings.js'

/** The script of a written check as a function, as CommonJS has it. */
export type CheckModule = (module: { exports: unknown }, require: (name: string) => unknown) => void

/** The check that was written: what it finds, and in which words, is what the check itself would. */
export function checkOf(script: CheckModule): (value: Value) => readonly Finding[] {
  const module = { exports: undefined as unknown }
  script(module, (name) => NEEDED[name])
  const isValid = module.exports as Validate
  return (value) => findingsBy(isValid, value)
}

/** What the code that ajv writes takes from ajv, beside formats, which are not checked. */
const NEEDED: Readonly<Record<string, unknown>> = {
  'ajv/dist/runtime/equal': asRequired(equal),
  'ajv/dist/runtime/ucs2length': asRequired(ucs2length),
}

/** What `require` gives. To import it from CommonJS gives the same in Node, and its `default` in tools that go by `__esModule`. */
function asRequired(imported: { readonly default?: unknown }): { readonly default: unknown } {
  return { default: imported.default ?? imported }
}
