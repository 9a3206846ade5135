/** The file under `suites/` that answers a suite, by the name the suite's cases carry. */
export const familyOf = (suite: string): string | undefined => families.get(suite)

const families: ReadonlyMap<string, string> = new Map([
  ['yaml-load', 'omegaconf/yaml-load'],
  ['to-yaml', 'omegaconf/to-yaml'],
  ['merge', 'omegaconf/merge'],
  ['interpolation', 'omegaconf/interpolation'],
  ['grammar', 'omegaconf/interpolation'],
  ['select-update', 'omegaconf/values'],
  ['to-container', 'omegaconf/values'],
  ['errors', 'omegaconf/values'],
  ['dotlist', 'omegaconf/values'],
  ['typed-nodes', 'omegaconf/typed-nodes'],

  ['overrides', 'hydra/overrides'],
  ['sweeps', 'hydra/sweeps'],
  ['defaults-list', 'hydra/defaults-list'],
  ['config-repository', 'hydra/config-repository'],
  ['config-search-path', 'hydra/config-search-path'],
  ['compose', 'hydra/compose'],
  ['structured', 'hydra/compose'],
  ['completion', 'hydra/completion'],
  ['cli', 'hydra/cli'],

  ['corpus', 'corpus'],

  ['instantiate', 'instantiate'],

  ['plugins', 'plugins'],

  ['quant-compose', 'quant/compose'],
  ['quant-multirun', 'quant/multirun'],
  ['quant-merge', 'quant/merge'],
  ['quant-attr', 'quant/attr'],
  ['quant-validity', 'quant/validity'],
  ['quant-effective', 'quant/effective'],
  ['quant-normalize', 'quant/normalize-stock'],
  ['quant-verdict', 'quant/verdict'],
  ['quant-entries', 'quant/entries'],
  ['quant-recipe', 'quant/recipe'],
])
