import { type LocalFiles, loadConfig, loadRecipe, toTypedJson } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'
import { releaseOf } from './release-of.js'

export const answer = (testCase: Case): Answer => {
  const { config, recipe, files, overrides } = testCase.input as Input
  const library = { release: releaseOf(testCase), local: files === undefined ? undefined : filesIn(files) }
  if (recipe !== undefined) {
    const loaded = loadRecipe(recipe, { library, ...(overrides === undefined ? {} : { overrides }) })
    return { expect: { result: toTypedJson(loaded.config) } }
  }
  return { expect: { result: toTypedJson(loadConfig(config!, library).config) } }
}

interface Input {
  readonly config?: string
  readonly recipe?: string
  readonly files?: Readonly<Record<string, string>>
  readonly overrides?: readonly string[]
}

function filesIn(files: Readonly<Record<string, string>>): LocalFiles {
  return {
    read: (path) => files[path.replace(/^\.\//, '')],
    isFolder: (path) => Object.keys(files).some((name) => name.startsWith(`${path.replace(/\/$/, '')}/`)),
  }
}
