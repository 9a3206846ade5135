/** A map of the same items, to be changed. `new Map(items)` is the same, but makes a pair of each item on the way: it takes twice as long. */
export function copyOfItems<Id, Item>(items: ReadonlyMap<Id, Item>): Map<Id, Item> {
  const copy = new Map<Id, Item>()
  items.forEach((item, id) => {
    copy.set(id, item)
  })
  return copy
}
