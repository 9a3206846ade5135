import { relative, resolve } from 'node:path/posix'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { relativePath } from './relative-path.js'

const names = fc.array(fc.constantFrom('a', 'b', 'b*', '.', '..', ''), { maxLength: 5 })
const paths = fc.tuple(fc.boolean(), names).map(([isAbsolute, steps]) => (isAbsolute ? '/' : '') + steps.join('/'))

test('a path from a folder on is what Node makes of it', () => {
  fc.assert(
    fc.property(paths, paths, names, (folder, path, below) => {
      const cwd = resolve('/', below.join('/'))
      expect(relativePath(folder, path, cwd)).toBe(relative(resolve(cwd, folder), resolve(cwd, path)))
    }),
  )
})
