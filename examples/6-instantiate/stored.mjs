import { builds, instantiate } from '@hydraconf/instantiate'
import { hydraMain, store } from 'hydraconf'
import { targets } from './targets.mjs'

// A config from code: the option `channel=fax` is a target of the list, with parameters that this program gives it.
const { 'app.Email': Email } = targets.list
const fax = store({
  group: 'channel',
  name: 'fax',
  node: builds(Email, { from: 'fax@example.org', subject: 'fax' }, targets),
})

await hydraMain({ configDir: 'conf', configName: 'config', plugins: [{ name: 'app', stored: [fax] }] }, (config) => {
  // What is given at the call wins over the config.
  console.log(instantiate(config.channel, targets, { from: 'me@example.org' }).send(config.text))
})
