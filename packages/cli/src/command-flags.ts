import { HYDRA_FLAGS } from '@hydraconf/node'
import type { Command, Flag } from './command.js'

export const HELP = { name: 'help', short: '-h', takes: 'nothing', summary: 'show this' } as const satisfies Flag

export const JSON_FLAG = {
  name: 'json',
  takes: 'nothing',
  inFull: true,
  summary: 'print JSON, refusals too',
} as const satisfies Flag

export const PKG = {
  name: 'pkg',
  takes: 'value',
  placeholder: 'NAME=FOLDER',
  repeats: true,
  inFull: true,
  summary: 'where a Python package is, for pkg://NAME; may be given again',
} as const satisfies Flag

export const SAFE = {
  name: 'safe',
  takes: 'nothing',
  inFull: true,
  summary: 'configs of others: no hydraconf.config.mjs, no environment, nothing outside the folders named',
} as const satisfies Flag

export const ENV_FILE = {
  name: 'env-file',
  takes: 'value',
  placeholder: 'FILE',
  repeats: true,
  inFull: true,
  summary: 'variables for ${oc.env:NAME} that the environment does not have; may be given again',
} as const satisfies Flag

export const SETTINGS = {
  name: 'settings',
  takes: 'value',
  placeholder: 'FILE',
  inFull: true,
  summary: 'the file of settings, in place of hydraconf.config.mjs',
} as const satisfies Flag

export const DIALECT = {
  name: 'dialect',
  takes: 'value',
  placeholder: '1.3|1.4',
  inFull: true,
  summary: 'whose language the configs are written in: that of Hydra 1.3, unless told, or of 1.4',
} as const satisfies Flag

const WHICH_CONFIG = ['config-path', 'config-name', 'config-dir']

/** The flags that say which config is meant, as Hydra has them; the folder is relative to the working directory here. */
export const CONFIG_FLAGS: readonly Flag[] = [
  ...HYDRA_FLAGS.filter(({ name }) => WHICH_CONFIG.includes(name)).map((flag) =>
    flag.name === 'config-path' ? { ...flag, summary: 'the folder of configs, or pkg://NAME' } : flag,
  ),
  PKG,
  DIALECT,
  ENV_FILE,
  SAFE,
  SETTINGS,
]

/** What Hydra's flags do where nothing is run; those that are left out have no use there. */
const SHOWN: Readonly<Record<string, string | undefined>> = {
  help: 'show this page',
  resolve: 'print what interpolations stand for',
  cfg: 'which part to print (job)',
  package: 'print only what is below this key',
  multirun: 'print every job of a sweep',
  'config-path': 'the folder of configs, or pkg://NAME (conf)',
  'config-name': 'the primary config (config)',
  run: undefined,
  'experimental-rerun': undefined,
}

/** The flags of `hydraconf [flags] [overrides]`, all that are read. */
export const SHOW_FLAGS: readonly Flag[] = [...HYDRA_FLAGS, PKG, DIALECT, ENV_FILE, SAFE, SETTINGS, JSON_FLAG]

/** Those to tell of. */
export const SHOWN_FLAGS: readonly Flag[] = SHOW_FLAGS.map((flag) => ({
  ...flag,
  summary: Object.hasOwn(SHOWN, flag.name) ? (SHOWN[flag.name] ?? '') : flag.summary,
})).filter(({ summary }) => summary !== '')

/** Said or not: such a command composes the jobs of a sweep. */
const MULTIRUN = HYDRA_FLAGS.filter(({ name }) => name === 'multirun').map((flag) => ({
  ...flag,
  summary: 'as on the line of a run; it goes without saying here',
}))

/** Every flag that a command takes, its own first. */
export function flagsOf({ flags = [], composes }: Command): readonly Flag[] {
  return [
    ...flags,
    ...(composes === undefined ? [] : CONFIG_FLAGS),
    ...(composes === 'jobs' ? MULTIRUN : []),
    JSON_FLAG,
    HELP,
  ]
}
