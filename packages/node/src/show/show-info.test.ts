import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'

const CONF = {
  'conf/config.yaml': 'defaults: [model: unet, _self_]\n',
  'conf/model/unet.yaml': 'defaults: [block: conv, _self_]\ndepth: 3\n',
  'conf/model/block/conv.yaml': 'defaults: [_self_, norm/batch]\nkernel: 3\n',
  'conf/model/block/norm/batch.yaml': 'defaults: [_self_]\neps: 0.1\n',
}

test('--info defaults-tree shows _self_ of a config in a folder with the folder that its entry is relative to', async () => {
  const { out } = await sandbox(CONF).run('--info defaults-tree')
  expect(out.slice(out.indexOf('  config:'))).toBe(`  config:
    model: unet:
      model/block: conv:
        model/_self_
        model/block/norm/batch:
          model/block/_self_
      _self_
    _self_
`)
})

test('--help lists the options of a group, not the folders in it', async () => {
  const { out } = await sandbox(CONF).run('--help')
  expect(out).toContain('\nmodel: unet\nmodel/block: conv\nmodel/block/norm: batch\n')
})
