import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import { colourCode } from './colour-codes.js'
import { configureLogging } from './configure.js'
import { Logging } from './logging.js'

interface Recorded {
  readonly codes: Readonly<Record<string, string>>
  readonly lines: readonly (readonly [{ readonly formatter: object; readonly env?: Record<string, string> }, object])[]
}
const { codes, lines }: Recorded = JSON.parse(
  readFileSync(new URL('../../../../fixtures/plugins/colorlog.json', import.meta.url), 'utf8'),
)

test('colours have the names and codes of colorlog', () => {
  const names = Object.keys(codes)
  expect(names.map(colourCode)).toEqual(Object.values(codes))
  for (const name of ['', 'pink', 'fg_256', 'bg_thin_red', 'bold', 'fg_bold', 'bg_bold_light_red', 'constructor'])
    expect(colourCode(name)).toBe(Object.hasOwn(codes, name) ? codes[name] : undefined)
})

test.each(lines)('a line is as colorlog makes it: %j', ({ formatter, env = {} }, expected) => {
  expect(linesOf({ '()': 'colorlog.ColoredFormatter', ...formatter }, env)).toEqual(expected)
})

test('hydra/job_logging=colorlog and hydra_logging=colorlog print in colour, and log files have none', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'x: 0\nhydra:\n  run: { dir: out }\n  sweep: { dir: multi }\n' })
  const argv = '-m x=1 hydra/job_logging=colorlog hydra/hydra_logging=colorlog'
  const { code, err, out, read } = await run(argv, (_, { logger }) => logger('a.b').warning('look'))
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('[\x1b[36m2026-11-23 10:20:30,456\x1b[0m][\x1b[34ma.b\x1b[0m][\x1b[33mWARNING\x1b[0m] - look')
  expect(out).toContain(
    '[\x1b[36m2026-11-23 10:20:30,456\x1b[0m][\x1b[35mHYDRA\x1b[0m] Launching 1 jobs locally\x1b[0m\n',
  )
  expect(read('app.log')).toBe('[2026-11-23 10:20:30,456][a.b][WARNING] - look\n')
})

test.each([
  [{ '()': 'my.Formatter' }, 'has the class "my.Formatter"; there are logging.Formatter and colorlog.ColoredFormatter'],
  [{ '()': 'colorlog.ColoredFormatter', log_colors: { INFO: 'pink' } }, "has the colour 'pink' for INFO"],
  [{ '()': 'colorlog.ColoredFormatter', format: '%(pink)s' }, 'has a format that cannot be read'],
])('a formatter that there is not is refused: %j', (formatter, words) => {
  expect(() => linesOf(formatter)).toThrow(words)
})

function linesOf(formatter: object, env: Readonly<Record<string, string>> = {}): readonly string[] {
  const written: string[] = []
  const logging = new Logging(
    () => new Date(0),
    (text) => expect.unreachable(text),
  )
  const handlers = { console: { class: 'logging.StreamHandler', formatter: 'f', stream: 'ext://sys.stdout' } }
  const config = { version: 1, formatters: { f: formatter }, handlers, root: { level: 1, handlers: ['console'] } }
  const around = {
    out: (text: string) => void written.push(text.slice(0, -1)),
    err: expect.unreachable,
    cwd: () => '/',
    env,
  }
  configureLogging(logging, config, false, around)
  for (const level of [10, 20, 30, 40, 50, 25]) logging.logger('a.b').log(level, 'says %s', 'it')
  return written
}
