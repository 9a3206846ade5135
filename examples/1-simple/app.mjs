import { hydraMain } from 'hydraconf'

await hydraMain({ configDir: 'conf', configName: 'config' }, (config, run) => {
  const log = run.logger()
  for (let at = 0; at < config.times; at++) console.log(`${config.greeting}, ${config.name}!`)
  log.info('greeted %d times', config.times)
})
