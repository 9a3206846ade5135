import type {
  ClassDeclaration,
  DefaultDeclaration,
  StoreDeclaration,
} from '../../packages/node/src/hydra-plugins/declarations.js'

/** Structured configs declared as data, as Python declares them; `structs.py` reads the same. */

/** As a program in Python would say it. */
export function pythonOf(classes: readonly ClassDeclaration[], entries: readonly StoreDeclaration[]): string {
  return [...classes.map(classText), ...entries.map(storeText)].join('\n')
}

function classText(declaration: ClassDeclaration): string {
  if ('members' in declaration) {
    const members = declaration.members.map(([name, value]) => `    ${name} = ${JSON.stringify(value)}\n`)
    return `class ${declaration.name}(Enum):\n${members.join('')}`
  }
  const { name, bases = [], fields } = declaration
  const lines = fields.map((field) => `    ${field.name}: ${field.type}${defaultText(field.default)}\n`)
  return `@dataclass\nclass ${name}${bases.length > 0 ? `(${bases.join(', ')})` : ''}:\n${lines.join('') || '    pass\n'}`
}

function defaultText(given: DefaultDeclaration | undefined): string {
  if (given === undefined) return ''
  if ('yaml' in given) return ` = yaml(${JSON.stringify(given.yaml)})`
  return 'instance' in given ? ` = ${given.instance}()` : ` = ${given.member.join('.')}`
}

function storeText({ class: of, yaml, ...where }: StoreDeclaration): string {
  const named = Object.entries(where).filter(([, value]) => value !== undefined)
  const node = [of, yaml === undefined ? undefined : `yaml(${JSON.stringify(yaml)})`].filter(
    (part) => part !== undefined,
  )
  return `store(${[...named.map(([key, value]) => `${key}="${value}"`), `node=${node.join(' + ')}`].join(', ')})\n`
}
