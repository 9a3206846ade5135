import { describe, expect, test, vi } from 'vitest'
import { composeTexts } from '../../../test/compose-texts.js'
import { instantiate, targetsFrom } from './index.js'

class Adam {
  constructor(readonly options: object) {}
}
const MODULES: Readonly<Record<string, object>> = {
  './my/optim.js': { Adam, Secret: class {} },
  './nets.mjs': { Net: class Net {} },
}
const load = async (module: string): Promise<object> => MODULES[module]!

describe('a list out of modules', () => {
  test('names the exports by the path of their module, and holds no others', async () => {
    const targets = await targetsFrom({ './my/optim.js': ['Adam'] }, load)
    expect(instantiate({ _target_: 'my.optim.Adam', lr: 1 }, targets)).toEqual(new Adam({ lr: 1 }))
    expect(() => instantiate({ _target_: 'my.optim.Secret' }, targets)).toThrow(/not on the list/)
  })

  test('or by the names that the program gives them', async () => {
    const targets = await targetsFrom({ './my/optim.js': { 'torch.optim.Adam': 'Adam' } }, load)
    expect(Object.keys(targets)).toEqual(['torch.optim.Adam'])
  })

  test('imports what a config names, and nothing else of the list', async () => {
    const counted = vi.fn(load)
    const { js } = composeTexts({ config: 'a: {_target_: "${name}"}\nname: my.optim.Adam\n' })
    const targets = await targetsFrom({ './my/optim.js': ['Adam'], './nets.mjs': ['Net'] }, counted, { config: js })
    expect(counted.mock.calls).toEqual([['./my/optim.js']])
    expect(Object.keys(targets)).toEqual(['my.optim.Adam'])
  })

  test('a module that the config names and the list does not is left alone', async () => {
    const counted = vi.fn(load)
    await targetsFrom({ './nets.mjs': ['Net'] }, counted, { config: { _target_: './my/optim.js', x: 'my.optim.Adam' } })
    expect(counted).not.toHaveBeenCalled()
  })

  test('an export that is not there is refused with the closest', async () => {
    await expect(targetsFrom({ './my/optim.js': ['Adm'] }, load)).rejects.toThrow(/no export 'Adm'[\s\S]*mean Adam/)
    await expect(targetsFrom({ './my/optim.js': ['toString'] }, load)).rejects.toThrow(/no export 'toString'/)
  })

  test('one name for two exports is refused', async () => {
    const modules = { './nets.mjs': ['Net'], './nets.js': ['Net'] }
    await expect(targetsFrom(modules, load)).rejects.toThrow(/'nets.Net' stands for an export of '.\/nets.mjs'/)
  })
})
