import { hydraMain, int, valueResolver } from 'hydraconf'

const arithmetic = {
  name: 'arithmetic',
  resolvers: new Map([['mul', valueResolver(([a, b]) => int(a.value * b.value))]]),
}

await hydraMain({ configDir: 'conf', configName: 'config', plugins: [arithmetic] }, (config, run) => {
  const { channel, retry, text } = config
  console.log(`${channel.kind}: ${text} (${retry.tries} tries, ${config.patience} s in all)`)
  console.log(`chosen: channel=${run.choices.get('channel')} retry=${run.choices.get('retry')}`)
})
