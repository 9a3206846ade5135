import { checkTree } from '@hydraconf/check'
import {
  type Composed,
  type ConfigSource,
  compose,
  createSearchPath,
  differences,
  type Environment,
  Explainer,
  explainAll,
  explainText,
  HydraconfError,
  listDefaults,
  memorySource,
  toJs,
} from '@hydraconf/core'
import { checkReport } from '../../packages/cli/src/check/report.js'
import { configJson } from '../../packages/cli/src/json.js'
import { colours } from '../../packages/node/src/colours.js'
import { showInfo } from '../../packages/node/src/show/show-info.js'
import type { Tree } from './trees.js'

/** Far more questions to its folders than any sound tree of this size needs, checked as a whole. */
const MOST_QUESTIONS = 200_000
const MOST_CHARACTERS = 20_000_000

/** To check a tree is to compose every option in it: larger ones are only composed. */
const MOST_FILES = 30

/**
 * Composes a tree, writes, resolves, explains and checks it. What cannot be is refused; everything else that comes of it
 * is an answer here: an error that is no refusal, words that show the inside or command the terminal, work without end.
 */
export async function faultsOf(tree: Tree): Promise<readonly string[]> {
  const faults: string[] = []
  const { environment, questions } = environmentOf(tree)
  let characters = 0
  const attempt = async <T>(what: string, run: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      const answer = await run()
      if (typeof answer === 'string') characters += answer.length
      return answer
    } catch (error) {
      const fault = faultIn(error)
      if (fault !== undefined) faults.push(`${what}: ${fault}`)
      return undefined
    }
  }
  const { configName, overrides } = tree
  const composed = await attempt('compose', () => compose({ configName, overrides }, environment))
  if (composed !== undefined) {
    for (const [what, read] of Object.entries(READINGS)) await attempt(what, () => read(composed))
  }
  const isSmall = Object.keys(tree.files).length <= MOST_FILES
  const found = isSmall ? await attempt('check', () => checkTree(environment)) : undefined
  const report =
    found === undefined ? '' : checkReport(found, { format: 'text', cwd: '/project', fixed: [], paint: colours(false) })
  const inside = INSIDE.exec(report)
  if (inside !== null) {
    faults.push(`check prints ${JSON.stringify(report.slice(Math.max(0, inside.index - 200), inside.index + 100))}`)
  }
  if (questions() > MOST_QUESTIONS) faults.push(`${questions()} questions to its folders`)
  if (characters > MOST_CHARACTERS) faults.push(`${characters} characters written`)
  return faults
}

const READINGS: Readonly<Record<string, (composed: Composed) => unknown>> = {
  yaml: (composed) => composed.yaml({ of: 'all' }),
  'yaml, resolved': (composed) => composed.yaml({ of: 'all', resolve: true }),
  js: (composed) => JSON.stringify(composed.js, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  'js, unresolved': (composed) => toJs(composed.config, { maps: 'map' }),
  json: (composed) => configJson(composed.config),
  diff: (composed) => differences(composed.resolve(composed.job), composed.job).length,
  'explain all': (composed) => explainAll(composed.config),
  explain: (composed) => {
    const explainer = new Explainer(composed)
    for (const key of Object.keys(toJs(composed.job) as object).slice(0, 5)) explainText(explainer.explain([key]))
  },
  info: (composed) => {
    const { library, intent } = composed
    const defaults = () => listDefaults(library, composed.tree.entry.configPath, intent)
    return [...showInfo('all', { composed: () => composed, defaults, plugins: [] })].join('\n')
  },
}

/** Frames of a stack, and control characters other than the ends of lines. */
const INSIDE = /^\s+at .*:\d+:\d+\)?$|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]|\[object Object\]/m

function faultIn(error: unknown): string | undefined {
  if (!(error instanceof HydraconfError)) return error instanceof Error ? (error.stack ?? String(error)) : String(error)
  return INSIDE.test(error.message) ? `it says ${JSON.stringify(error.message)}` : undefined
}

/** An environment over the files of a tree that counts what is asked of them. */
function environmentOf({ files }: Tree): { environment: Environment; questions: () => number } {
  const texts = Object.fromEntries(Object.entries(files).map(([name, text]) => [name.replace(/\.yaml$/, ''), text]))
  const source = memorySource('main', texts, { path: 'memory://main' })
  let questions = 0
  const counted = <T>(ask: (name: string) => T) => {
    return (name: string): T => {
      questions++
      return ask(name)
    }
  }
  const counting: ConfigSource = {
    ...source,
    read: counted((file) => source.read(file)),
    has: counted((file) => source.has(file)),
    isGroup: counted((group) => source.isGroup(group)),
    list: counted((group) => source.list(group)),
  }
  const environment: Environment = {
    searchPath: createSearchPath('memory://main'),
    open: ({ path }) => (path === 'memory://main' ? counting : undefined),
    facts: {
      cwd: '/project',
      env: { USER: 'ada' },
      now: { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 },
      version: '1.3.5',
      jobName: 'app',
    },
  }
  return { environment, questions: () => questions }
}
