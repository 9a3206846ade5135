/** The names that `${oc.env:NAME}` asks for in texts, sorted, each once. */
export function variablesIn(texts: Iterable<string>): readonly string[] {
  const names = new Set<string>()
  for (const text of texts) for (const [, name] of text.matchAll(ASKS)) names.add(name!)
  return [...names].sort()
}

const ASKS = /\$\{\s*(?:oc\.)?env:\s*['"]?([A-Za-z_]\w*)/g
