// Says what it is given and leaves a file: the program that program.py is, for hydraconf in the dialect of Hydra 1.4.
import { appendFileSync } from 'node:fs'
import { hydraMain } from 'hydraconf/main'

await hydraMain({ configDir: 'conf', configName: 'config', dialect: '1.4' }, (config, run) => {
  console.log(config.name)
  process.stdout.write(run.composed.yaml())
  appendFileSync('trace.txt', `${config.run ?? 'None'}\n`)
  if (config.code) process.exit(config.code)
  return config.rate
})
