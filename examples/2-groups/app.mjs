import { hydraMain } from 'hydraconf'

// No option is chosen until the command line adds one: +channel=email
await hydraMain({ configDir: 'conf', configName: 'config' }, (config) => {
  const { channel, text } = config
  console.log(channel === undefined ? `nobody hears: ${text}` : `${channel.kind}: ${text}`)
})
