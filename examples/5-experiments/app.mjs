import { hydraMain } from 'hydraconf'

await hydraMain({ configDir: 'conf', configName: 'config' }, (config) => {
  const { channel, retry, text } = config
  console.log(`${channel.kind}: ${text} (${retry.tries} tries, ${retry.wait} s apart)`)
})
