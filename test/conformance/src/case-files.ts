import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A file that the cases of a suite refer to: in the root of the cases, in the suite's own folder below it, or where the
 * recorded cases lie beside the checkout.
 */
export function fileBesideCases(root: string, suite: string, name: string): string {
  const roots = [root, join(root, 'conformance'), join(process.cwd(), '../shared/conformance')]
  const places = roots.flatMap((each) => [join(each, name), join(each, suite, name)])
  return places.find((place) => existsSync(place)) ?? join(root, name)
}
