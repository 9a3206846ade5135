/** What was made of late in one place, the last first: a sweep goes to and fro between a few choices. */
export class RecentEntries<Entry> {
  private entries: Entry[] = []

  /** The latest entry that still holds. */
  find(holds: (entry: Entry) => boolean): Entry | undefined {
    const at = this.entries.findIndex(holds)
    const found = this.entries[at]
    if (at > 0) this.entries = [found!, ...this.entries.toSpliced(at, 1)]
    return found
  }

  add(entry: Entry): Entry {
    this.entries = [entry, ...this.entries.slice(0, MOST_ENTRIES - 1)]
    return entry
  }
}

const MOST_ENTRIES = 8
