import { instantiate } from '@hydraconf/instantiate'
import { hydraMain } from 'hydraconf'
import { targets } from './targets.mjs'

await hydraMain({ configDir: 'conf', configName: 'config' }, (config) => {
  const notifier = instantiate(config.notifier, targets)
  console.log(notifier.send(config.text))

  const reminder = instantiate(config.reminder, targets)
  console.log(reminder({ text: 'Look at the build' }))
})
