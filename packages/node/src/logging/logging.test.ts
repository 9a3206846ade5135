import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'

const logAll = (_: unknown, { logger }: { logger(name?: string): import('./logging.js').Logger }) => {
  for (const log of [logger(), logger('other.part')]) {
    log.debug('d')
    log.info('i %s', 1)
    log.error('e')
  }
}

test('by default a job logs from INFO on, to the console and into its file', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'hydra: { run: { dir: out } }\n' })
  const { out, read } = await run('', logAll)
  const lines = ['[app][INFO] - i 1', '[app][ERROR] - e', '[other.part][INFO] - i 1', '[other.part][ERROR] - e']
  const logged = lines.map((line) => `[2026-11-23 10:20:30,456]${line}\n`).join('')
  expect(out).toBe(logged)
  expect(read('out/app.log')).toBe(logged)
})

test.each([
  ['hydra.verbose=true', ['app d', 'other.part d']],
  ['hydra.verbose=other', ['other.part d']],
  ['hydra.verbose=[app,nothing]', ['app d']],
  ['hydra.verbose=false', []],
])('%s shows debug messages of those loggers', async (argv, shown) => {
  const { run } = sandbox({ 'conf/config.yaml': 'hydra: { run: { dir: out } }\n' })
  const { read } = await run(`${argv} hydra.hydra_logging.root.level=ERROR`, logAll)
  const debugged = [...read('out/app.log').matchAll(/\[([\w.]+)\]\[DEBUG\] - (\w)/g)].map(
    ([, name, text]) => `${name} ${text}`,
  )
  expect(debugged).toEqual(shown)
})

test('levels, formats, handlers and loggers of a dictConfig are obeyed', async () => {
  const { run } = sandbox({
    'conf/config.yaml': `
hydra:
  run: { dir: out }
  job_logging:
    formatters:
      short: { format: '%(levelname)-8s|%(name)s|%(message)5s', datefmt: '%H' }
      braces: { format: '{asctime} {levelname:>9} {message}', style: '{', datefmt: '%H:%M' }
    handlers:
      errors: { class: logging.FileHandler, filename: errors.log, level: ERROR, formatter: braces, mode: w, delay: true }
      console: { formatter: short, stream: ext://sys.stderr }
    root: { level: DEBUG, handlers: [console] }
    loggers:
      other: { level: INFO, handlers: [errors], propagate: false }
`,
  })
  const { err, read } = await run('hydra.job.chdir=true', logAll)
  expect(err).toBe('DEBUG   |app|    d\nINFO    |app|  i 1\nERROR   |app|    e\n')
  expect(read('out/errors.log')).toBe('10:20     ERROR e\n')
})

test.each([
  ['hydra.job_logging.handlers.console.class=logging.SMTPHandler', 'logging.SMTPHandler'],
  ['+hydra.job_logging.handlers.console.level=LOUD', 'LOUD'],
  ['hydra.job_logging.formatters.simple.format=%(nope)s', '%(nope)s'],
  ['hydra.job_logging.root.handlers=[nothing]', 'nothing'],
  ['hydra.job_logging.handlers.console.formatter=nothing', 'nothing'],
  ['hydra.job_logging.version=2', '2'],
])('%s is refused by name', async (override, words) => {
  const { run } = sandbox({ 'conf/config.yaml': 'hydra: { run: { dir: out } }\n' })
  const escaped = override.replace('%(nope)s', "'%(nope)s'")
  const { code, err } = await run(escaped, logAll)
  expect(code).toBe(1)
  expect(err).toContain('The logging configuration cannot be used')
  expect(err).toContain(words)
})

test('with logging disabled errors alone are heard of, on stderr', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'hydra: { run: { dir: out } }\n' })
  const { out, err, files } = await run('hydra/job_logging=disabled', logAll)
  expect(out).toBe('')
  expect(err).toBe('e\ne\n')
  expect(files).not.toContain('out/app.log')
})
