import { expect, test } from 'vitest'
import { type VariableFile, variableNamed } from './variables.js'

test('a file of variables may be an object of a class', () => {
  class Fixed implements VariableFile {
    readonly name = '.env'
    private readonly given = { PORT: '3306' }
    read() {
      return this.given
    }
  }
  expect(variableNamed('PORT', { variableFiles: [new Fixed()] })).toEqual({ value: '3306', file: '.env' })
})
