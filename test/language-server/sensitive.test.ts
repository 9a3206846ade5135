// biome-ignore-all lint/suspicious/noExplicitAny: what the server answers is looked at as it comes.
import { expect, test } from 'vitest'
import { editor } from './client.js'

const SETTINGS = `
const TEXT = { kind: 'str', optional: true }
const fields = new Map([['host', { type: TEXT }], ['password', { type: TEXT, isSensitive: true }]])
export default {
  configDir: 'conf',
  plugins: [{ name: 'shop', schemas: { db: { shape: { name: 'Db', bases: [], fields }, check: () => [] } } }],
}
`

const TREE = {
  'hydraconf.config.mjs': SETTINGS,
  'conf/config.yaml': `defaults: [db: mysql, _self_]
url: mysql://root:\${db.password}@\${db.host}
bad: \${nope:\${db.password}}
db: {password: frommain, host: "\${nope}"}
`,
  'conf/db/mysql.yaml': 'password: fromfile\nhost: h\n',
}

const SECRETS = /frommain|fromfile/

test('what an editor shows of a tree has no sensitive values, but for the text of its files', async () => {
  const client = await editor(TREE)
  const asked: any[] = []
  for (const marked of ['db.pass|word}@', 'u|rl: mysql', '${no|pe:', 'd|b: {pass', 'pass|word: frommain', 'ho|st: "']) {
    const text = TREE['conf/config.yaml'].replace(marked.replace('|', ''), marked)
    expect(text).toContain('|')
    asked.push(await client.at('textDocument/hover', 'conf/config.yaml', text))
  }
  asked.push(await client.at('textDocument/hover', 'conf/db/mysql.yaml', 'pass|word: fromfile\nhost: h\n'))
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }
  asked.push(await client.ask('textDocument/inlayHint', 'conf/config.yaml', undefined, { range }))
  asked.push(await client.ask('textDocument/codeLens', 'conf/config.yaml', undefined))
  asked.push(await client.at('textDocument/completion', 'conf/config.yaml', 'defaults: [db: mysql]\nurl: ${db.|}\n'))
  for (const options of [{}, { resolve: true }, { plain: true }, { overrides: ['db.password=[fromfile'] }])
    asked.push(await client.ask('hydraconf/composed', 'conf/config.yaml', undefined, options))
  expect(asked.filter((answer) => answer !== null).length).toBeGreaterThan(9)
  expect(JSON.stringify(asked)).toContain('***')
  expect(JSON.stringify(asked)).not.toMatch(SECRETS)
})

test('what is wrong with a file is told without them', async () => {
  const client = await editor({
    ...TREE,
    'conf/db/mysql.yaml': 'host: h\nkeys: {password: fromfile, : x, y: z: u}\n',
  })
  const found = await client.problems('conf/db/mysql.yaml')
  expect(JSON.stringify(found)).not.toMatch(SECRETS)
})
