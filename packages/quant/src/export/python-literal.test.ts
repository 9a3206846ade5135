import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import {
  applyOverlay,
  configFor,
  exportText,
  formatsOf,
  OVERLAYS,
  releaseNamed,
  stepsOf,
  toTypedJson,
} from '../index.js'

/** Reads the literals and the typed JSON of the same configs, and counts where Python sees another object. */
const JUDGE = `
import ast, json, sys
def read(x):
    if isinstance(x, list): return [read(i) for i in x]
    if not isinstance(x, dict): return x
    if '$tuple' in x: return tuple(read(i) for i in x['$tuple'])
    if '$map' in x: return {read(k): read(v) for k, v in x['$map']}
    if '$float' in x: return float(x['$float'])
    return {k: read(v) for k, v in x.items()}
rows = json.load(sys.stdin)
print(len(rows), sum(repr(ast.literal_eval(r['literal'])) != repr(read(r['typed'])) for r in rows))
`

const hasPython = spawnSync('python3', ['--version']).status === 0

test.skipIf(!hasPython)(
  'every valid combination, in both styles, evaluates in Python to the same object (needs python3)',
  () => {
    const rows = [...formatsOf(releaseNamed('0.40.0')).values()].flatMap(({ config }) =>
      OVERLAYS.flatMap(({ overrides }) => {
        const merged = applyOverlay(config, overrides)
        if (stepsOf(merged, '0.40.0').problems.length > 0) return []
        return (['0.40.0', '0.47.0'] as const).map((modelopt) => {
          const given = configFor(merged, modelopt)
          return { literal: exportText(given, 'python', ''), typed: toTypedJson(given) }
        })
      }),
    )
    expect(rows.length).toBeGreaterThan(600)
    const judged = spawnSync('python3', ['-c', JUDGE], { input: JSON.stringify(rows), encoding: 'utf8' })
    expect(judged.stdout.trim()).toBe(`${rows.length} 0`)
  },
)
