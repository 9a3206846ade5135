import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { raise } from '@hydraconf/core'
import { makeDirectory, writeWhole } from '@hydraconf/node'
import type { CommandContext, CommandLine } from './command.js'
import { jsonText } from './json.js'
import { filesInTheWay } from './messages.js'

/** `hydraconf init [FOLDER]`: a small tree of configs and a program that runs with it. No file that is there is touched. */
export function initCommand({ json, positionals: [folder = '.'] }: CommandLine, { host }: CommandContext): number {
  const dir = resolve(host.cwd(), folder)
  const names = Object.keys(FILES)
  const there = names.filter((name) => existsSync(join(dir, name)))
  if (there.length > 0) throw raise(filesInTheWay({ folder, files: there }))
  for (const name of names) {
    makeDirectory(dirname(join(dir, name)))
    writeWhole(join(dir, name), FILES[name]!)
  }
  if (json) {
    host.out(`${jsonText({ folder: dir, files: names })}\n`)
    return 0
  }
  const steps = [
    ...(folder === '.' ? [] : [`cd ${folder}`]),
    ...(canImport(dir) ? [] : ['npm install hydraconf']),
    'node app.mjs',
    'node app.mjs db=postgres db.port=5433',
    'node app.mjs --multirun db=mysql,postgres',
    'npx hydraconf explain db.port',
  ]
  host.out(`Written: ${names.join(', ')}\n\nNext:\n${steps.map((step) => `  ${step}\n`).join('')}`)
  return 0
}

function canImport(dir: string): boolean {
  try {
    createRequire(join(dir, 'app.mjs')).resolve('hydraconf/package.json')
    return true
  } catch {
    return false
  }
}

const FILES: Readonly<Record<string, string>> = {
  'app.mjs': `import { hydraMain } from 'hydraconf/main'

// Every run gets a directory of its own, with the config and the log of that run in it.
await hydraMain({ configDir: 'conf', configName: 'config', versionBase: '1.3' }, (config, run) => {
  run.logger().info('%s on %s:%d', config.app.name, config.db.host, config.db.port)
})
`,
  'conf/config.yaml': `# What the program runs with. Change anything on the command line: db=postgres app.name=other
defaults:
  - db: mysql
  - _self_

app:
  name: demo
  greeting: \${app.name} stores in \${db.host}
`,
  'conf/db/mysql.yaml': `host: localhost
port: 3306
`,
  'conf/db/postgres.yaml': `host: localhost
port: 5432
`,
}
