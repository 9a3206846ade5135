import { expect, test } from 'vitest'
import { editor, inShort } from './client.js'

const SETTINGS = `const fields = new Map([['port', { type: { kind: 'int', optional: true } }]])
const shape = { name: 'Db', bases: [], fields }
export default { configDir: 'conf', plugins: [{ name: 'shop', schemas: { store: { shape, check: () => [] } } }] }
`

const TREE = {
  'hydraconf.config.mjs': SETTINGS,
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - store: plain\n  - _self_\n\nname: run\n',
  'conf/db/mysql.yaml': 'port: 3306\n',
  'conf/db/postgres.yaml': 'port: 5432\n',
  'conf/store/plain.yaml': 'port: 1\n',
}

test.each([
  ['an option that is not there', 'conf/other.yaml', 'defaults: [db: mysqll, _self_]\n', 'error 1:16 option-not-found'],
  ['a config that is not there', 'conf/other.yaml', 'defaults: [base, _self_]\n', 'error 1:12 config-not-found'],
  [
    'an interpolation that leads nowhere',
    'conf/other.yaml',
    'aaa: 1\nb: ${aab}\n',
    'error 2:4 interpolation-key-not-found',
  ],
  ['an interpolation that is not closed', 'conf/other.yaml', 'a: 1\nb: ${a\n', 'error 2:4 unclosed-interpolation'],
  ['a resolver that the program has to bring', 'conf/other.yaml', 'a: ${mine:1}\n', 'note 1:4 unknown-resolver'],
  ['a key twice', 'conf/db/mysql.yaml', 'port: 1\nport: 2\n', 'error 2:1 yaml-value'],
  ['broken YAML', 'conf/db/mysql.yaml', 'port: [1\n', 'error 2:1 yaml-structure'],
  ['a wrong type', 'conf/store/plain.yaml', 'port: many\n', 'error 1:7 wrong-type'],
  ['a key that a structured config does not have', 'conf/store/plain.yaml', 'prot: 1\n', 'error 1:7 closed-key'],
  [
    'a list that does not say when its config is merged',
    'conf/other.yaml',
    'defaults: [db: mysql]\na: 1\n',
    'warning 1:12 self-left-out',
  ],
  ['a header below other lines', 'conf/db/mysql.yaml', 'port: 1\n# @package _global_\n', 'warning 2:1 header-not-read'],
  ['a keyword in a header', 'conf/db/mysql.yaml', '# @package _group_\nport: 1\n', 'warning 1:1 header-keyword'],
  ['a word that is a boolean', 'conf/db/mysql.yaml', 'port: on\n', 'note 1:7 boolean-word'],
  ['an octal number', 'conf/db/mysql.yaml', 'port: 012\n', 'note 1:7 octal-number'],
  ['a number in sixties', 'conf/db/mysql.yaml', 'port: 1:30\n', 'note 1:7 sexagesimal-number'],
  ['a number with underscores', 'conf/db/mysql.yaml', 'port: 1_000\n', 'note 1:7 underscored-number'],
  [
    'a choice made twice',
    'conf/other.yaml',
    'defaults: [db: mysql, db: postgres, _self_]\n',
    'error 1:27 multiple-choices',
  ],
  [
    'an override of what is not chosen',
    'conf/other.yaml',
    'defaults: [override db: mysql, _self_]\n',
    'error 1:12 unused-override',
  ],
])('%s is said while it is typed, with the code of check', async (_, file, text, expected) => {
  const client = await editor(TREE)
  client.write(file, text)
  const found = await client.problems(file, (all) => all.some(({ severity }) => severity < 4))
  expect(found.filter(({ severity }) => severity < 4).map(inShort)).toEqual([expected])
})
