import { expect, test } from 'vitest'
import { NO_EXTENSIONS } from '../plugin.js'
import type { MapValue } from '../value/value.js'
import { sensitiveNames } from './sensitive-keys.js'

test('a stored config that is made when it is taken is not made to look for sensitive fields', () => {
  const stored = {
    name: 'ray',
    group: 'hydra/launcher',
    get value(): MapValue {
      throw new Error('taken')
    },
  }
  expect(sensitiveNames({ ...NO_EXTENSIONS, stored: [stored] })).toEqual(new Set())
})
