import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hydraMain } from 'hydraconf'

await hydraMain({ configDir: 'conf', configName: 'config' }, (config, run) => {
  const message = config.text.repeat(config.repeat)
  writeFileSync(join(run.dir, 'sent.txt'), `${config.channel.kind}: ${message}\n`)
  console.log(`job ${run.job.num}: ${config.channel.kind}: ${message}`)
  return message.length
})
