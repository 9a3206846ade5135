/** What was made of late in one place, the last first: a sweep goes to and fro between a few choices. */
export class RecentEntries<Entry> {
  private entries: Entry[] = []

  constructor(private readonly most = MOST_ENTRIES) {}

  /** The latest entry that still holds. */
  find(holds: (entry: Entry) => boolean): Entry | undefined {
    const at = this.entries.findIndex(holds)
    if (at === -1) return undefined
    const found = this.entries[at]!
    if (at > 0) {
      this.entries.copyWithin(1, 0, at)
      this.entries[0] = found
    }
    return found
  }

  add(entry: Entry): Entry {
    this.entries = [entry, ...this.entries.slice(0, this.most - 1)]
    return entry
  }
}

const MOST_ENTRIES = 8
