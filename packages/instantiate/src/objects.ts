/**
 * JavaScript objects that stand in a config: instances, functions, whatever is no data. A config value cannot be one, so
 * a text stands in its place, which only this table can make and read; merging and interpolations carry it along.
 */
export class Objects {
  private readonly kept: unknown[] = []
  private readonly targets = new Set<string>()
  private made: Mark | undefined

  /** The text that stands for an object. */
  textFor(object: unknown): string {
    this.made ??= markOf(Math.random().toString(36).slice(2))
    this.kept.push(object)
    return `${this.made.text}${this.kept.length - 1}${END}`
  }

  /** The same of what the program itself has written as `_target_`. */
  textForTarget(object: unknown): string {
    const text = this.textFor(object)
    this.targets.add(text)
    return text
  }

  /** Whether a text stands for what the program has written as `_target_`: a config may refer to anything else, too. */
  isTarget(text: string): boolean {
    return this.targets.has(text)
  }

  /** What a text of the config stands for: an object, or the text. Amid other text an object is what `String` says. */
  read(text: string): unknown {
    if (this.made === undefined || !text.includes(this.made.text)) return text
    const [whole, index] = this.made.whole.exec(text) ?? []
    if (whole === text) return this.kept[Number(index)]
    return text.replace(this.made.all, (_, at) => String(this.kept[Number(at)]))
  }
}

/** How the texts of one table begin: otherwise in each, so that no config can have been written with one. */
interface Mark {
  readonly text: string
  readonly whole: RegExp
  readonly all: RegExp
}

function markOf(chance: string): Mark {
  const text = `${END}${chance}.`
  const one = `${END}${chance}\\.(\\d+)${END}`
  return { text, whole: new RegExp(`^${one}$`, 'u'), all: new RegExp(one, 'gu') }
}

/** A character for private use. */
const END = '\u{F0000}'
