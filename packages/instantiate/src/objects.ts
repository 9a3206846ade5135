/**
 * JavaScript objects that stand in a config: instances, functions, whatever is no data. A config value cannot be one, so
 * a text stands in its place, which only this table can make and read; merging and interpolations carry it along.
 */
export class Objects {
  private readonly kept: unknown[] = []

  /** The text that stands for an object. */
  textFor(object: unknown): string {
    this.kept.push(object)
    return `${MARK}${this.kept.length - 1}${MARK}`
  }

  /** What a text of the config stands for: an object, or the text. Amid other text an object is what `String` says. */
  read(text: string): unknown {
    if (this.kept.length === 0 || !text.includes(MARK)) return text
    const [, whole] = /^\u{F0000}(\d+)\u{F0000}$/u.exec(text) ?? []
    if (whole !== undefined && Number(whole) < this.kept.length) return this.kept[Number(whole)]
    return text.replace(/\u{F0000}(\d+)\u{F0000}/gu, (all, index) =>
      Number(index) < this.kept.length ? String(this.kept[Number(index)]) : all,
    )
  }
}

/** A character for private use: no config has it. */
const MARK = '\u{F0000}'
