import type { Random } from '../differential/random.js'

/** The words of a command line for the shop's config tree: flags, choices, values, settings of Hydra's, in any order. */
export function randomLine(random: Random): string[] {
  const flags = random.some(0, 3, () => random.pick(FLAGS))
  const overrides = random.some(0, 3, () => randomOverride(random))
  // Each flag once: -cd may be given more than once here, and counts once in Hydra.
  const once = [...new Map(flags.map((words) => [words[0], words])).values()]
  // They come first as a rule, and some stand behind the overrides.
  const [first, ...others] = once
  return random.chance(0.15) && first ? [...others.flat(), ...overrides, ...first] : [...once.flat(), ...overrides]
}

function randomOverride(random: Random): string {
  return random.weighted(
    [6, () => `${random.pick(SIGNS)}${random.pick(GROUPS)}=${randomChoice(random)}`],
    [9, () => `${random.pick(SIGNS)}${random.pick(KEYS)}=${random.pick(VALUES)}`],
    [4, () => `${random.pick(SIGNS)}${random.pick(HYDRA)}`],
    [1, () => `~${random.pick([...GROUPS, ...KEYS])}`],
  )
}

function randomChoice(random: Random): string {
  const one = random.pick(OPTIONS)
  return random.chance(0.2) ? `${one},${random.pick(OPTIONS)}` : one
}

const SIGNS = ['', '', '', '', '+', '++', '~']

const FLAGS: readonly (readonly string[])[] = [
  ...['job', 'hydra', 'all', 'nothing'].map((what) => ['--cfg', what]),
  ...['defaults', 'defaults-tree', 'searchpath', 'nothing'].map((what) => ['--info', what]),
  ...['shop', 'source', 'store.tags', 'hydra.run', '_global_', 'shop.title', 'region.codes', 'nothing.x'].flatMap(
    (key) => [
      ['-p', key],
      ['-c', 'job', '-p', key],
    ],
  ),
  ...['batch', 'open', 'loop', 'broken', 'config.yaml', 'region/us', 'nothing'].map((name) => ['-cn', name]),
  ...['extra', 'conf', 'nothing'].map((folder) => ['-cd', folder]),
  ...['conf', 'extra', 'nothing'].map((folder) => ['-cp', folder]),
  ['-m'],
  ['-m'],
  ['-m'],
  ['-m'],
  ['-m'],
  ['-m'],
  ['--resolve'],
  ['--run'],
]

const GROUPS = [
  'source',
  'store',
  'pricing',
  'region',
  'schedule',
  'profile',
  'notify@notify.first',
  'notify@notify.second',
  'notify@notify.third',
  'hydra/job_logging',
  'hydra/hydra_logging',
  'hydra/launcher',
]

const OPTIONS = [
  ...['csv', 'jsonl', 'made', 'file', 'none', 'stdout', 'base', 'flat', 'tiered', 'discount', 'us', 'eu/de', 'eu/fr'],
  ...['mail', 'text', 'night', 'sweep', 'wrong', 'terse', 'disabled', 'default', 'basic'],
  ...['null', 'nothing', 'eu', 'eu/', '[made]', '[]', 'CSV', '${shop.name}', '???'],
]

const KEYS = [
  ...['source.count', 'source.cents', 'source.prefix', 'source', 'source.file', 'store.tags', 'store.tags.0'],
  ...['store.summary', 'store.separator', 'shop', 'shop.name', 'shop.title', 'shop.token', 'region', 'region.codes'],
  ...['region.codes.1', 'region.codes.yes', 'region.codes.3', 'notify.first', 'notify.first.to', 'pricing.until'],
  ...['limits.most', 'dump', 'trace', 'new', 'a.b.c', 'x.0', 'store.tags[0]', 'store.tags.-1', 'region.codes[1]'],
]

const VALUES = [
  // Scalars as YAML, Hydra's grammar and Python read them, not always alike.
  ...['0', '1', '07', '1_000', '1e3', '1.5', '.5', '-0.0', 'nan', '-inf', 'true', 'FALSE', 'null', 'on', 'no', '1:30'],
  ...['abc', 'a b', "'q'", '"q"', "''", '""', '', 'a=b', 'x:y', 'a#b', '2024-01-01', 'é☃', '???', '@x', '$', '*', '!x'],
  ...['"a,b"', 'a\\,b', '\\${a}', '{a: 1}', '{a: {b: [1, 2]}}', '[1, 2]', '[a, [b]]', '[]', '{}', '{1: a, true: b}'],
  ...['${shop.name}', '${shop}', '${store.tags}', '${.name}', '${nothing}', '${oc.env:HOME}', '${oc.env:NOTHING}'],
  ...['${oc.env:NOTHING,x}', '${hydra:job.name}', '${hydra:job.num}', '${hydra:runtime.choices.source}', '${now:%Y}'],
  // Functions and sweeps.
  ...['int(3.5)', 'str(1)', 'bool(x)', 'json_str({a: 1})', 'extend_list(1)', 'range(3)', 'range(1, 4, 2)', 'glob(*)'],
  ...['choice(1, 2)', 'sort(2, 1)', 'sort(b, a, reverse=true)', 'tag(t, choice(1, 2))', 'interval(1, 2)', 'shuffle(1)'],
  ...['1,2', 'a,b', 'null,1', '1,1', '[1],[2]', '{a: 1},{a: 2}', '"a,b",c', 'true,false', '1,'],
]

const HYDRA = [
  ...['here', '.', 'here/${shop.name}', 'o/${hydra.job.override_dirname}', './a b', 'null', '""'].map(
    (dir) => `hydra.run.dir=${dir}`,
  ),
  ...['all', '.', 'all/${shop.name}', '${source.kind}'].map((dir) => `hydra.sweep.dir=${dir}`),
  ...['${hydra.job.num}', '${hydra.job.override_dirname}', '.', 'a/${source.count}', 'same', '${hydra.job.id}'].map(
    (dir) => `hydra.sweep.subdir=${dir}`,
  ),
  ...['null', '.h', 'a/b', '""', '.'].map((dir) => `hydra.output_subdir=${dir}`),
  ...['true', 'false', 'null'].map((value) => `hydra.job.chdir=${value}`),
  ...['n', 'a b', 'a.b', 'null'].map((name) => `hydra.job.name=${name}`),
  ...['id=1', 'num=1', 'config_name=x', 'override_dirname=x', 'nothing=1'].map((text) => `hydra.job.${text}`),
  ...['kv_sep=:', 'item_sep=__', 'exclude_keys=[source.count]', 'exclude_keys=[source]'].map(
    (text) => `hydra.job.config.override_dirname.${text}`,
  ),
  ...['A=1', 'SHOP_TOKEN=other', 'B=${shop.name}', 'C=null'].map((text) => `hydra.job.env_set.${text}`),
  ...['[HOME]', '[SHOP_TOKEN, NOTHING]'].map((names) => `hydra.job.env_copy=${names}`),
  ...['shop', '[shop]', 'false'].map((names) => `hydra.verbose=${names}`),
  ...['RUN', 'MULTIRUN', 'run', 'null', 'nothing'].map((mode) => `hydra.mode=${mode}`),
  ...['1', '2', 'null', 'x'].map((size) => `hydra.sweeper.max_batch_size=${size}`),
  ...['source.count="1,2"', 'pricing="flat,tiered"'].map((text) => `hydra.sweeper.params.${text}`),
  ...['[extra]', '[file://extra]', '[pkg://nothing]', '[]', 'null'].map((path) => `hydra.searchpath=${path}`),
  ...['null', '{}', '{a: null}'].map((callbacks) => `hydra.callbacks=${callbacks}`),
  ...['cwd=x', 'output_dir=y', 'choices.a=b'].map((text) => `hydra.runtime.${text}`),
  ...['ERROR', 'DEBUG', 'info'].map((level) => `hydra.job_logging.root.level=${level}`),
  ...['hydra.hydra_logging=null', 'hydra.hydra_logging={}', 'hydra.nothing=1', 'hydra=null', 'hydra.job=null'],
]
