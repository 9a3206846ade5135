/** What the resolvers that come with Hydra and OmegaConf do: how each is called, and one sentence. */
export const RESOLVERS: Readonly<Record<string, { readonly call: string; readonly summary: string }>> = {
  'oc.env': {
    call: '${oc.env:NAME,default}',
    summary: 'The environment variable, always a text; the default where it is not set, and a refusal without one.',
  },
  'oc.select': {
    call: '${oc.select:key,default}',
    summary: 'The value of a key, or the default where there is none. With leading dots the key is relative.',
  },
  'oc.decode': {
    call: '${oc.decode:${oc.env:PORT}}',
    summary: 'A text read as a value: `8080` is a number, `[a, b]` a list, `null` is null.',
  },
  'oc.deprecated': {
    call: '${oc.deprecated:new.key}',
    summary: 'The value of the new key, with a warning that the old one should no longer be read.',
  },
  'oc.create': {
    call: '${oc.create:${some.node}}',
    summary: 'A config made of a list, a mapping or a YAML text, so that further keys can be read below it.',
  },
  'oc.dict.keys': { call: '${oc.dict.keys:some.map}', summary: 'The keys of a mapping, as a list.' },
  'oc.dict.values': { call: '${oc.dict.values:some.map}', summary: 'The values of a mapping, as a list.' },
  hydra: {
    call: '${hydra:runtime.cwd}',
    summary: "A value of Hydra's own node, which the config itself does not hold when the task runs.",
  },
  now: {
    call: '${now:%Y-%m-%d}',
    summary: 'The moment at which the run began, in the format of strftime; the same wherever it is asked for.',
  },
  python_version: { call: '${python_version:minor}', summary: 'The version of Python: `major`, `minor` or `micro`.' },
}
