import { pathToFileURL } from 'node:url'
import { composingText, fileOrigin, type Problem } from '@hydraconf/check'
import { type Origin, positionOfOrigin } from '@hydraconf/core'
import { VERSION } from '@hydraconf/node'

/** The format that code hosts and editors read: SARIF 2.1.0. */
export function sarif(problems: readonly Problem[], cwd: string): object {
  const rules = [...new Set(problems.map(({ code }) => code))].sort().map((id) => ({ id }))
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'hydraconf', version: VERSION, rules } },
        columnKind: 'unicodeCodePoints',
        originalUriBaseIds: { ROOT: { uri: `${pathToFileURL(cwd).href}/` } },
        results: problems.map((problem) => result(problem)),
      },
    ],
  }
}

function result({ severity, code, message, advice, origin, also, composing }: Problem): object {
  const place = fileOrigin(origin)
  const others = also.flatMap((each) => fileOrigin(each) ?? [])
  const seen = composing === undefined ? '' : ` (when composing ${composingText(composing)})`
  return {
    ruleId: code,
    level: severity,
    message: { text: `${message}${advice === undefined ? '' : `. ${advice}`}${seen}` },
    ...(place === undefined ? {} : { locations: [{ physicalLocation: physicalLocation(place) }] }),
    ...(others.length === 0
      ? {}
      : { relatedLocations: others.map((each) => ({ physicalLocation: physicalLocation(each) })) }),
  }
}

/** Below the working directory by its path from there, elsewhere by its own. */
function physicalLocation(origin: Origin): object {
  const { name } = origin.source
  const start = positionOfOrigin(origin)
  const end = positionOfOrigin({ ...origin, start: Math.max(origin.end, origin.start + 1) })
  const isElsewhere = name.startsWith('/')
  return {
    artifactLocation: isElsewhere
      ? { uri: pathToFileURL(name).href }
      : { uri: name.split('/').map(encodeURIComponent).join('/'), uriBaseId: 'ROOT' },
    region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
  }
}
