// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs
import { describe, expect, test } from 'vitest'
import { composeTexts } from '../../../../test/compose-texts.js'
import { Explainer, explain } from './explain.js'
import { explainAll } from './explain-all.js'
import { explainText } from './explain-text.js'

const TREE = {
  config: 'defaults:\n  - optim: sgd\n  - _self_\nname: run-${optim.lr}\noptim:\n  nesterov: true\n',
  'optim/sgd': 'lr: 0.1\nmomentum: ???\n',
  'optim/adam': 'lr: 0.001\n',
}

describe('explain', () => {
  test('names the file, the line and the inclusions that a value came by', () => {
    const { steps, origin } = explain(composeTexts(TREE), 'optim.lr')
    expect(origin).toMatchObject({ source: { name: 'optim/sgd.yaml' }, start: 4 })
    expect(steps).toMatchObject([
      { kind: 'layer', changed: true, route: [{ label: 'config' }, { label: 'optim: sgd' }], says: { value: 0.1 } },
    ])
  })

  test('tells what each config said, and the override that had the last word', () => {
    const { steps, value } = explain(composeTexts(TREE, ['optim.nesterov=false']), 'optim.nesterov')
    expect(value).toMatchObject({ value: false })
    expect(steps).toMatchObject([
      { kind: 'layer', layer: { entry: { configPath: 'config' } }, made: { value: true } },
      { kind: 'edit', override: { text: 'optim.nesterov=false' }, made: { value: false } },
    ])
  })

  test('shows a ??? that gives way to the value before it', () => {
    const tree = { config: 'defaults: [base, _self_]\nlr: ???\n', base: 'lr: 1\n' }
    expect(explain(composeTexts(tree), 'lr').steps).toMatchObject([{ changed: true }, { changed: false }])
  })

  test('follows an interpolation to the value that it reads in the end', () => {
    const { resolved, sources } = explain(composeTexts(TREE, ['optim=adam']), 'name')
    expect(resolved).toMatchObject({ value: 'run-0.001' })
    expect(sources).toMatchObject([
      { kind: 'key', explanation: { key: 'optim.lr', origin: { source: { name: 'optim/adam.yaml' } } } },
    ])
  })

  test('comes to an end where values read each other', () => {
    const { sources } = explain(composeTexts({ config: 'a: ${b}\nb: ${a}\n' }), 'a')
    expect(sources).toMatchObject([{ explanation: { key: 'b', sources: [{ kind: 'circle', key: 'a' }] } }])
  })

  test('names the environment variable and the facts of the run', () => {
    const composed = composeTexts({ config: 'user: ${oc.env:USER}\ncwd: ${hydra:runtime.cwd}\n' })
    expect(explain(composed, 'user').sources).toEqual([{ kind: 'env', name: 'USER', value: 'ada' }])
    expect(explain(composed, 'cwd').sources).toMatchObject([
      { kind: 'key', explanation: { key: 'hydra.runtime.cwd', steps: [{}, { kind: 'run' }] } },
    ])
  })

  test('finds keys of any type, and refuses those that are not there', () => {
    const composed = composeTexts({ config: 'sizes: {-1: 64}\nlist: [a, b]\n' })
    expect(explain(composed, 'sizes.-1').value).toMatchObject({ value: 64n })
    expect(explain(composed, 'list.1').value).toMatchObject({ value: 'b' })
    expect(() => explain(composed, 'lists.1')).toThrow(/no 'lists.1'\n {2}Did you mean list\?/)
  })

  test('explains a key once for all that read it', () => {
    const explainer = new Explainer(composeTexts({ config: 'a: ${b}${c}\nb: ${d}\nc: ${d}\nd: 1\n' }))
    const { sources } = explainer.explain('a')
    const [b, c] = sources.map((source) => (source.kind === 'key' ? source.explanation : undefined))
    expect(b?.sources).toMatchObject([{ explanation: { key: 'd', value: { value: 1n } } }])
    expect(c?.sources).toEqual(b?.sources)
    expect(explainer.explain('b')).toBe(b)
  })

  test('names the rest of a very long chain', () => {
    const links = Array.from({ length: 300 }, (_, at) => `k${at}: \${k${at + 1}}\n`)
    let { sources } = explain(composeTexts({ config: `${links.join('')}k300: 1\n` }), 'k0')
    while (sources[0]?.kind === 'key') sources = sources[0].explanation.sources
    expect(sources).toEqual([{ kind: 'further', key: 'k200' }])
  })

  test('takes the keys of a path where a key has no name', () => {
    const { value } = explain(composeTexts({ config: 'a: {1.5: x, "b.c": y}\n' }), ['a', 'b.c'])
    expect(value).toMatchObject({ value: 'y' })
  })

  test('is a few lines in a terminal', () => {
    expect(explainText(explain(composeTexts(TREE, ['optim.lr=0.5']), 'optim.lr'))).toBe(
      [
        'optim.lr: 0.5',
        '  override optim.lr=0.5',
        '                    ^^^',
        '  0.1  optim/sgd.yaml:1:5  (config > optim: sgd, config.yaml:2:12)',
        '  0.5  optim.lr=0.5',
        '',
      ].join('\n'),
    )
  })
})

test('a whole config is printed with the place of every value beside it, and is still its YAML', () => {
  expect(explainAll(composeTexts(TREE, ['+tags=[]']).job)).toBe(
    [
      'optim:',
      '  lr: 0.1              # optim/sgd.yaml:1:5',
      '  momentum: ???        # optim/sgd.yaml:2:11',
      '  nesterov: true       # config.yaml:6:13',
      'name: run-${optim.lr}  # config.yaml:4:7',
      'tags: []               # override +tags=[]',
      '',
    ].join('\n'),
  )
})

test('every value of a long file gets its place', () => {
  const text = Array.from({ length: 20_000 }, (_, at) => `key${at}: ${at}\n`).join('')
  const lines = explainAll(composeTexts({ config: text }).job).split('\n')
  expect(lines).toHaveLength(20_001)
  expect(lines[19_999]).toMatch(/^key19999: 19999 +# config.yaml:20000:11$/)
})
