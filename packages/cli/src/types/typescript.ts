import type { SeenKey, Shape } from './shape.js'

/** What a type is printed from. */
export interface Printing {
  readonly root: Shape
  /** In how many compositions the shape was seen. */
  readonly compositions: number
}

/** The type of a place as TypeScript. */
export function typeText(shape: Shape, printing: Printing, indent = ''): string {
  return new Printer(printing).type(shape, indent, true)
}

class Printer {
  /** The paths whose types are being written: values may refer to what is around them. */
  private readonly open = new Set<string>()
  private followed = 0

  constructor(private readonly printing: Printing) {}

  /** `isMerged`: nothing around the place is ever replaced as a whole, so that what was merged into it stays. */
  type(shape: Shape, indent: string, isMerged: boolean): string {
    const { scalars, reads, items, keys } = shape
    if (scalars.has('unknown')) return 'unknown'
    const kinds = [...scalars].filter((kind) => kind !== 'null').sort()
    const isMap = kinds.length === 0 && !scalars.has('null') && items === undefined
    const [target, ...others] = [...reads.values()].map((path) => this.target(path, indent))
    if (target === 'unknown' || others.includes('unknown')) return 'unknown'
    if (keys !== undefined) {
      // A map that is merged onto an interpolation has the keys of both.
      if (target !== undefined) return 'unknown'
      kinds.push(this.map(shape, keys, indent, isMerged && isMap))
    }
    for (const read of new Set(target === undefined ? [] : [target, ...others])) kinds.push(read)
    if (items !== undefined) kinds.push(arrayOf(this.type(items, indent, false)))
    if (scalars.has('null')) kinds.push('null')
    return [...new Set(kinds)].join(' | ') || 'unknown'
  }

  private target(path: readonly string[], indent: string): string {
    const name = path.join('\n')
    const shape = shapeAt(this.printing.root, path)
    if (shape === undefined || this.open.has(name) || this.open.size > MOST_LINKS) return 'unknown'
    if (this.followed++ > MOST_FOLLOWED) return 'unknown'
    this.open.add(name)
    const text = this.type(shape, indent, false)
    this.open.delete(name)
    return text
  }

  private map(shape: Shape, keys: ReadonlyMap<string, SeenKey>, indent: string, isMerged: boolean): string {
    if (keys.size === 0) return 'Record<string, never>'
    const inner = `${indent}  `
    const lines = [...keys].map(([key, seen]) => {
      const isAlways = seen.count === shape.maps || (isMerged && this.isUnconditional(seen))
      return `${inner}${keyText(key)}${isAlways ? '' : '?'}: ${this.type(seen.shape, inner, isMerged)}`
    })
    return `{\n${lines.join('\n')}\n${indent}}`
  }

  /** Whether one entry of a defaults list brings it in all compositions, whatever option that chooses. */
  private isUnconditional({ entries }: SeenKey): boolean {
    return [...entries.values()].includes(this.printing.compositions)
  }
}

/** Longer chains of interpolations have no type. */
const MOST_LINKS = 20

/** Maps that refer to maps double. */
const MOST_FOLLOWED = 5_000

function shapeAt(root: Shape, path: readonly string[]): Shape | undefined {
  let at: Shape | undefined = root
  for (const key of path) {
    if (at === undefined || at.reads.size > 0) return undefined
    at = at.keys?.get(key)?.shape ?? (/^-?\d+$/.test(key) ? at.items : undefined)
  }
  return at
}

function arrayOf(item: string): string {
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

/** A key as a property is written. */
export function keyText(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key)
}
