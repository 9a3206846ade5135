import { expect, test } from 'vitest'
import { commandWords } from './run-studio.js'

test('the command that the page copies composes in the same tree: with its folders, packages and variables', () => {
  const config = {
    configPath: 'conf',
    configName: 'config',
    configDirs: ['more'],
    packages: { shop: 'lib/shop' },
    envFiles: ['.env', 'prod.env'],
    overrides: ['a=1'],
  }
  const words = 'hydraconf -cp conf -cd more --pkg shop=lib/shop --env-file .env --env-file prod.env'
  expect(commandWords(config)).toEqual(words.split(' '))
})
