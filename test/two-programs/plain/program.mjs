// Says what its config is and where it runs, logs, leaves two files: the program that program.py is, for hydraconf.
import { appendFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hydraMain } from 'hydraconf/main'

const dialect = process.env.DIALECT
const version = dialect === '1.4' ? { dialect } : { versionBase: '1.3' }

await hydraMain({ configDir: 'conf', configName: 'config', ...version }, (_, run) => {
  const log = run.logger('shop')
  log.debug('a debug line')
  log.info('in %s', run.job.name)
  log.warning('a warning')
  run.logger('other').debug('of another')
  process.stdout.write(run.composed.yaml())
  console.log(realpathSync(process.cwd()), realpathSync(run.cwd), run.dir)
  writeFileSync(join(run.dir, 'out.txt'), run.job.name)
  appendFileSync('trace.txt', 'ran\n')
  return 1
})
