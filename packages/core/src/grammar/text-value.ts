import type { TextRules } from '../dialect/dialect.js'
import { HydraconfError } from '../text/errors.js'
import { type Origin, PROGRAM } from '../text/source.js'
import { interpolation, missing, str } from '../value/constructors.js'
import type { Template } from '../value/template.js'
import type { InterpolationValue, MissingValue, StrValue } from '../value/value.js'
import { parseTemplate } from './interpolation.js'
import { isSimpleInterpolation } from './simple-interpolation.js'

/**
 * A string as a config holds it: missing (`???`), an interpolation (it holds `${`, even an escaped one), or itself.
 *
 * @throws GrammarParseError for an interpolation that is not well formed.
 */
export function textValue(
  text: string,
  origin: Origin = PROGRAM,
  rules?: TextRules,
): StrValue | MissingValue | InterpolationValue {
  if (text.includes('${')) return interpolation(text, template(text, origin), origin)
  if (text === '???') return missing(origin)
  const isEscaped = rules?.escapesMissing === true && ESCAPED_MISSING.test(text)
  return isEscaped ? { ...str(text.slice(1), origin), isEscaped } : str(text, origin)
}

const ESCAPED_MISSING = /^\\+\?\?\?$/

function template(text: string, origin: Origin): Template {
  try {
    return parseTemplate(text, origin)
  } catch (error) {
    if (!(error instanceof HydraconfError) || !isSimpleInterpolation(text)) throw error
    const { type, code, summary, advice } = error
    return { parts: [{ kind: 'refused', complaint: { type, code, message: summary, advice } }] }
  }
}
