import { hydraMain } from 'hydraconf'

const resolvers = { mul: (a, b) => a * b }

await hydraMain({ configDir: 'conf', configName: 'config', resolvers }, (config, run) => {
  const { channel, retry, text } = config
  console.log(`${channel.kind}: ${text} (${retry.tries} tries, ${config.patience} s in all)`)
  console.log(`chosen: channel=${run.choices.channel} retry=${run.choices.retry}`)
})
