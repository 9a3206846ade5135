import type { Document, Environment, Library, Origin, Source } from '@hydraconf/core'
import { type Problem, problemOf } from './problem.js'
import { mainSource } from './tree-files.js'
import { yamlSurprises } from './yaml-surprises.js'

/** What is wrong with a config on its own, before anything is composed of it. */
export function fileProblems(name: string, library: Library): readonly Problem[] {
  try {
    const document = library.load(name)
    if (document === undefined) return []
    return [...headerProblems(document, library), ...yamlSurprises(document)]
  } catch (error) {
    return [problemOf(error, undefined)]
  }
}

/** Files that Hydra passes over for their extension. */
export function unseenProblems(files: readonly string[], environment: Environment): readonly Problem[] {
  const main = mainSource(environment)
  return files.flatMap((file) => {
    const content = main?.read(file)
    return content?.kind === 'text' ? [unseenFile(file, content.source)] : []
  })
}

function unseenFile(file: string, source: Source): Problem {
  return {
    severity: 'warning',
    code: 'yml-not-seen',
    message: `'${file}' is not seen: only files that end in .yaml are configs`,
    advice: 'Rename it',
    origin: { source, start: 0, end: 0 },
    also: [],
    composing: undefined,
  }
}

function headerProblems({ source, header }: Document, { rules }: Library): readonly Problem[] {
  const { text } = source
  const problems: Problem[] = []
  const warn = (code: string, message: string, advice: string, origin: Origin): void => {
    problems.push({ severity: 'warning', code, message, advice, origin, also: [], composing: undefined })
  }
  const line = PACKAGE_LINE.exec(text)
  if (line === null) return []
  const origin = { source, start: line.index, end: line.index + line[0].length }
  if (header.package === undefined) {
    warn(
      'header-not-read',
      `Hydra does not read this line: '${line[0].trim()}'`,
      'Make it the first line of the file',
      origin,
    )
  } else if (!rules.legacy && /_group_|_name_/.test(header.package)) {
    warn(
      'header-keyword',
      `'${header.package}' is taken as the name of a package: it had a meaning in Hydra 1.1`,
      "Leave the line out, or read the tree as Hydra 1.1 does: versionBase: '1.1' in hydraconf.config.mjs",
      origin,
    )
  }
  return problems
}

const PACKAGE_LINE = /^[ \t]*#[ \t]*@package[ \t]+\S+[ \t]*$/m
