import { dictToList, listToDict } from '../convert/dict-list.js'
import { type Dict, isDict, isList, type Literal } from '../literal/literal.js'
import { pythonLiteral } from '../literal/python.js'
import { toTypedJson } from '../literal/typed-json.js'
import { type ModelOpt, styleOf } from '../validity/modelopt.js'

export type ExportForm = 'json' | 'python' | 'yaml'

/**
 * An effective config `{quant_cfg, algorithm}` in the style of a ModelOpt release.
 *
 * @throws HydraconfError `ConfigValueError` where that style cannot say what the config says.
 */
export function configFor(config: Dict, modelopt: ModelOpt): Dict {
  const quantCfg = config.get('quant_cfg') ?? null
  const style = styleOf(modelopt)
  if (style === 'list' && isDict(quantCfg)) return config.with('quant_cfg', dictToList(quantCfg))
  if (style === 'dict' && isList(quantCfg)) return config.with('quant_cfg', listToDict(quantCfg))
  return config
}

/**
 * A config as text.
 *
 * - `json`: typed JSON that reads back with tuples and int keys (`fromTypedJson`),
 * - `python`: a literal that evaluates to the same object,
 * - `yaml`: as ModelOpt's recipes are written: pairs of bits are spelled `e4m3`.
 */
export function exportText(config: Dict, form: ExportForm): string {
  switch (form) {
    case 'json':
      return `${JSON.stringify(toTypedJson(config), null, 2)}\n`
    case 'python':
      return `${pythonLiteral(config)}\n`
    case 'yaml':
      return yamlLines(config, '').join('\n').concat('\n')
  }
}

function yamlLines(value: Literal, indent: string): string[] {
  if (isDict(value)) {
    return [...value.entries()].flatMap(([key, item]) => {
      const head = `${indent}${yamlKey(key as Literal)}:`
      return nested(item)
        ? [head, ...yamlLines(item, isList(item) ? indent : `${indent}  `)]
        : [`${head} ${yamlScalar(item)}`]
    })
  }
  if (isList(value)) {
    return value.flatMap((item) => {
      if (!nested(item)) return [`${indent}- ${yamlScalar(item)}`]
      const [first, ...rest] = yamlLines(item, `${indent}  `)
      return [`${indent}- ${first!.trimStart()}`, ...rest]
    })
  }
  return [`${indent}${yamlScalar(value)}`]
}

function nested(value: Literal): boolean {
  return (isDict(value) && value.size > 0) || (isList(value) && value.length > 0)
}

function yamlKey(key: Literal): string {
  return typeof key === 'string' ? yamlText(key) : String(key)
}

function yamlScalar(value: Literal): string {
  if (value === null) return 'null'
  if (isDict(value)) return '{}'
  if (isList(value)) return '[]'
  if (typeof value === 'object') {
    const [exponent, mantissa] = value.items
    if (value.items.length === 2) return `e${exponent}m${mantissa}`
    return `[${value.items.map((item) => yamlScalar(item)).join(', ')}]`
  }
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value)
  return typeof value === 'string' ? yamlText(value) : String(value)
}

/** Plain where YAML reads it back as the same text, quoted otherwise. */
function yamlText(text: string): string {
  return /^[A-Za-z_][\w./-]*$/.test(text) && !/^(?:null|true|false|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`
}
