// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs
import { describe, expect, test } from 'vitest'
import { composeTexts } from '../../../test/compose-texts.js'
import { store } from './composition/store.js'
import { valueResolver } from './interpolation/resolver.js'
import { memorySource } from './library/memory-source.js'
import { mergePlugins } from './plugin.js'
import type { HydraconfError } from './text/errors.js'
import { describeOrigin, type Origin } from './text/source.js'
import { str } from './value/constructors.js'
import { pythonText } from './value/python-text.js'
import { select } from './value/select.js'
import { toJs } from './value/to-js.js'

const DB = {
  config: 'defaults:\n  - db: mysql\n  - _self_\nname: app\n',
  'db/mysql': 'port: 3306\nhost: ${oc.env:USER}.local\n',
  'db/postgres': 'port: 5432\n',
}

function refusal(overrides: readonly string[], texts: Readonly<Record<string, string>> = DB): HydraconfError {
  try {
    composeTexts(texts, overrides)
  } catch (error) {
    return error as HydraconfError
  }
  throw new Error('composed')
}

describe('compose', () => {
  test('merges the configs that the defaults lists name, and then what the command line says', () => {
    expect(composeTexts(DB, ['db=postgres', 'db.port=1', '+db.user=ada']).yaml()).toBe(
      'db:\n  port: 1\n  user: ada\nname: app\n',
    )
  })

  // Hydra ends in an AssertionError of its own.
  test.each(['+=x', '+=[x]', '+=[]', '+@p=[]'])('%s has no group to add to', (override) => {
    expect(refusal([override])).toMatchObject({ code: 'empty-group', summary: 'A group needs a name' })
  })

  test('gives plain JavaScript with interpolations resolved, and values without', () => {
    const composed = composeTexts(DB)
    expect(composed.js).toEqual({ db: { port: 3306, host: 'ada.local' }, name: 'app' })
    expect(composed.yaml({ package: 'db' })).toBe('port: 3306\nhost: ${oc.env:USER}.local\n')
    expect(composed.yaml({ resolve: true, package: 'db' })).toBe('port: 3306\nhost: ada.local\n')
  })

  test('says of the run what was chosen and overridden', () => {
    const { config } = composeTexts(DB, ['db=postgres', 'hydra.run.dir=out', '+b=1', 'name=x'])
    const plain = (key: string) => toJs(select(config, key)!)
    expect(plain('hydra.overrides')).toEqual({ hydra: ['hydra.run.dir=out'], task: ['db=postgres', '+b=1', 'name=x'] })
    expect(plain('hydra.job.override_dirname')).toBe('+b=1,db=postgres,name=x')
    expect(plain('hydra.runtime.choices')).toMatchObject({ db: 'postgres', 'hydra/launcher': 'basic' })
    expect(plain('hydra.job.name')).toBe('app')
    expect(plain('hydra.job.config_name')).toBe('config')
  })

  test('keeps every stage, down to the layers', () => {
    const { layers, choices, tree, intent } = composeTexts(DB, ['db=postgres', 'name=x'])
    expect(layers.slice(-2).map(({ entry }) => [entry.configPath, entry.package])).toEqual([
      ['db/postgres', 'db'],
      ['config', ''],
    ])
    expect(choices.db).toBe('postgres')
    expect(tree.children?.length).toBe(2)
    expect(intent.edits.map(({ text }) => text)).toEqual(['name=x'])
  })

  test('composes a thousand configs at once, none knowing of another', () => {
    const ports = Array.from({ length: 1000 }, (_, at) => composeTexts(DB, [`db.port=${at}`]).js.db as { port: number })
    expect(ports.every(({ port }, at) => port === at)).toBe(true)
    expect(composeTexts(DB).js.db).toEqual({ port: 3306, host: 'ada.local' })
  })

  test('resolves hydra: in the composed config, and now: from the facts', () => {
    const texts = { config: 'cwd: ${hydra:runtime.cwd}\nyear: ${now:%Y}\nunset: ${hydra:job.num}\n' }
    expect(composeTexts(texts).js).toEqual({ cwd: '/project', year: '2024', unset: null })
  })

  test('tells of deprecated keys where they are read', () => {
    const said: string[] = []
    const warn = (message: string, origin: Origin) => said.push(`${describeOrigin(origin)} ${message}`)
    void composeTexts({ config: 'new: 1\nold: ${oc.deprecated:new}\n' }, [], { warn }).js
    expect(said).toEqual(["config.yaml:2:6 'old' is deprecated. Change your code and config to use 'new'"])
  })

  test('gives a map of hydra: with what is resolved in its own place', () => {
    const hydra = 'hydra: {job: {env_set: {A: "${v}", B: "${.A}"}}}\n'
    const composed = composeTexts({ config: `v: 5\nc: \${hydra:job.env_set}\n${hydra}` })
    expect(composed.js).toEqual({ v: 5, c: { A: '5', B: '5' } })
    expect(composed.yaml({ resolve: true })).toBe("v: 5\nc:\n  A: '5'\n  B: '5'\n")
  })

  test('leaves sweeps and unchosen groups to the jobs when it plans a sweep', () => {
    const texts = { config: 'defaults:\n  - db: ???\nlr: 1\n', 'db/mysql': 'port: 1\n' }
    expect(composeTexts(texts, ['lr=1,2', 'db=mysql'], { mode: 'MULTIRUN' }).js).toEqual({ lr: 1, db: { port: 1 } })
    expect(composeTexts(texts, ['lr=1,2'], { mode: 'MULTIRUN' }).js).toEqual({ lr: 1 })
  })

  test('refuses a value of the wrong type in the settings of Hydra, at its place', () => {
    const { type, message } = refusal(['hydra.job.chdir=maybe'])
    expect(type).toBe('ConfigCompositionException')
    expect(message).toContain("'hydra.job.chdir' takes a boolean or null, not the string 'maybe' (ValidationError)")
    expect(refusal([], { config: 'hydra: {run: {dri: x}}\n' }).message).toContain('config.yaml:1:')
  })
})

describe('an edit that does not fit', () => {
  test.each([
    ['nmae=x', "There is no 'nmae' to change", 'Did you mean name? To add it use +nmae=x'],
    ['db.prt=1', "There is no 'db.prt' to change", 'Did you mean db.port?'],
    ['+name=x', "'name' is there already", 'To change it use name=x, to add or change it ++name=x'],
    ['~nmae', "There is no 'nmae' to delete", 'Did you mean ~name?'],
    ['~name=other', 'its value is app', 'use ~name'],
    ['name@x=1', "there is no config group 'name'", 'leave it out'],
    ['++db=mysql', "'db' is a config group", 'Use db=mysql'],
    ['db=null', 'not null', 'Use ~db'],
    ['db=1', 'not an int', "db='1'"],
    ['name=a,b', 'has several values', "For a list use name=[a,b], for one string name='a,b'"],
    ['name=range(3)', 'is a sweep', '--multirun'],
  ])('%s says why, and what to type instead', (override, why, instead) => {
    const error = refusal([override])
    expect(error.type).toBe('ConfigCompositionException')
    expect(error.message).toContain(why)
    expect(error.message).toContain(instead)
  })
})

describe('plugins', () => {
  const plugin = {
    name: 'models',
    sources: [memorySource('models', { 'db/mysql': 'port: 1\n', 'db/sqlite': 'file: x\n' })],
    stored: [store({ group: 'db', name: 'memory', node: { size: 1 } })],
    resolvers: new Map([['twice', valueResolver(([of]) => str(pythonText(of!).repeat(2)))]]),
  }
  const extensions = mergePlugins([plugin])

  test('bring configs that stand behind those of the app', () => {
    expect(composeTexts(DB, ['db=sqlite'], { extensions }).js.db).toEqual({ file: 'x' })
    expect(composeTexts(DB, ['db=memory'], { extensions }).js.db).toEqual({ size: 1 })
    expect(composeTexts(DB, [], { extensions }).js.db).toMatchObject({ port: 3306 })
  })

  test('bring resolvers', () => {
    expect(composeTexts({ config: 'a: ${twice:ab}\n' }, [], { extensions }).js).toEqual({ a: 'abab' })
  })

  test('are refused when two share a name', () => {
    expect(() => mergePlugins([plugin, plugin])).toThrow("Two plugins are named 'models'")
    expect(() => mergePlugins([plugin, { ...plugin, name: 'other' }])).toThrow(
      "The resolver 'twice' comes from two plugins, 'models' and 'other'",
    )
  })
})

test('the refusal of an unknown setting of a launcher does not advise to add it: that would be refused too', () => {
  for (const word of ['hydra.launcher.x=1', 'hydra.sweeper.x=1', 'hydra.job.x=1']) {
    expect(() => composeTexts({ config: 'a: 1' }, [word])).toThrow(/There is no 'hydra.*x' to change(?!.*To add it)/s)
  }
  expect(() => composeTexts({ config: 'a: 1' }, ['b=1'])).toThrow('To add it use +b=1')
})
