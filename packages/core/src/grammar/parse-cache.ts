/**
 * What was made of recent texts. Holds two generations: when the young one is full it becomes the old one, and what is
 * asked for again moves up. So memory stays bounded, and what is in use stays known.
 */
export class ParseCache<Made> {
  private young = new Map<string, Made>()
  private old = new Map<string, Made>()

  constructor(private readonly size = 8192) {}

  get(text: string): Made | undefined {
    const found = this.young.get(text)
    if (found !== undefined) return found
    const older = this.old.get(text)
    return older === undefined ? undefined : this.keep(text, older)
  }

  /** Keeps and returns what was made. A long text is seldom met twice and is let go. */
  keep(text: string, made: Made): Made {
    if (text.length > 1024) return made
    if (this.young.size >= this.size) {
      this.old = this.young
      this.young = new Map()
    }
    this.young.set(text, made)
    return made
  }
}
