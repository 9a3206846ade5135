import type { Complaint } from '../text/errors.js'
import type { Refusal } from './composition.js'

export function matchedSchema(name: string): string {
  return `'${name}' is typed by the stored config of the same name, which Hydra will not do much longer: name the schema in its defaults list`
}

export function schemaWithDefaults({ name }: { name: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'schema-with-defaults',
    message: `'${name}' is typed by the stored config of the same name, and that has a defaults list of its own`,
    advice: 'Store the schema under another name, and put that in the defaults list of the config.',
  }
}

export function schemaNotMet(layer: Refusal & { readonly name: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'schema-not-met',
    message: `'${layer.name}' is not what the stored config of the same name declares (${layer.type}): ${layer.summary}`,
    advice: layer.advice,
  }
}

export function groupNotValid(finding: {
  group: string
  package: string
  message: string
  advice?: string | undefined
  more: readonly { message: string; place: string }[]
}): Complaint {
  const { group, package: pkg, message, advice, more } = finding
  const rest = more.map((one) => `\n  ${one.place}: ${one.message}`).join('')
  return {
    type: 'ValidationError',
    code: 'group-not-valid',
    message: `${group}${pkg === group.replaceAll('/', '.') ? '' : `@${pkg === '' ? '_global_' : pkg}`}: ${message}${rest}`,
    advice,
  }
}
