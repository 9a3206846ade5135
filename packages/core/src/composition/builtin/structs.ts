// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs, not of templates
import type { RunRules } from '../../dialect/dialect.js'
import { textValue } from '../../grammar/text-value.js'
import { structDefaults } from '../../shape/struct-defaults.js'
import { bool, int, list, map, missing, nullValue, str } from '../../value/constructors.js'
import type { Field, Struct, Type, Value } from '../../value/value.js'

/** The declared shape of the `hydra` node: which keys it has, and of which types. */

const ANY: Type = { kind: 'any', optional: true }
const BOOL: Type = { kind: 'bool', optional: false }
const BOOL_OR_NULL: Type = { kind: 'bool', optional: true }
const INT: Type = { kind: 'int', optional: false }
const INT_OR_NULL: Type = { kind: 'int', optional: true }
const STR: Type = { kind: 'str', optional: false }
const STR_OR_NULL: Type = { kind: 'str', optional: true }
const STRINGS: Type = { kind: 'list', element: STR, optional: false }
const ANYTHING_BY_NAME: Type = { kind: 'dict', key: STR, element: ANY, optional: false }
const STRING_BY_NAME: Type = { kind: 'dict', key: STR, element: STR, optional: false }

const RUN_MODE: Type = {
  kind: 'enum',
  name: 'RunMode',
  members: new Map([
    ['RUN', int(1n)],
    ['MULTIRUN', int(2n)],
  ]),
  optional: true,
}

const RUN_DIR = struct('RunDir', { dir: required(STR) })
const SWEEP_DIR = struct('SweepDir', { dir: required(STR), subdir: required(STR) })

const HELP = struct('HelpConf', {
  app_name: required(STR),
  header: required(STR),
  footer: required(STR),
  template: required(STR),
})

const HYDRA_HELP = struct('HydraHelpConf', { hydra_help: required(STR), template: required(STR) })

const OVERRIDES = struct('OverridesConf', { hydra: field(STRINGS, list([])), task: field(STRINGS, list([])) })

const OVERRIDE_DIRNAME = struct('OverrideDirname', {
  kv_sep: field(STR, str('=')),
  item_sep: field(STR, str(',')),
  exclude_keys: field(STRINGS, list([])),
})

const JOB_CONFIG = struct('JobConfig', { override_dirname: nested(OVERRIDE_DIRNAME) })

/** `hydra.job`, with the settings that a dialect has otherwise. */
const jobStruct = ({ chdirIsBool, resolvesOverrideDirname }: RunRules): Struct =>
  struct('JobConf', {
    name: required(STR),
    chdir: chdirIsBool ? field(BOOL, bool(false)) : field(BOOL_OR_NULL, nullValue()),
    override_dirname: resolvesOverrideDirname ? field(STR, textValue('${hydra_override_dirname:}')) : required(STR),
    id: required(STR),
    num: required(INT),
    config_name: required(STR_OR_NULL),
    env_set: field(STRING_BY_NAME, map([])),
    env_copy: field(STRINGS, list([])),
    config: nested(JOB_CONFIG),
  })

export const CONFIG_SOURCE: Struct = struct('ConfigSourceInfo', {
  path: required(STR),
  schema: required(STR),
  provider: required(STR),
})

const RUNTIME = struct('RuntimeConf', {
  version: required(STR),
  version_base: required(STR),
  cwd: required(STR),
  config_sources: required({ kind: 'list', element: structType(CONFIG_SOURCE), optional: false }),
  output_dir: required(STR),
  choices: field(ANYTHING_BY_NAME, map([])),
})

/** The declared `hydra` node of a dialect. */
export const hydraStruct = (rules: RunRules): Struct =>
  struct('HydraConf', {
    mode: field(RUN_MODE, nullValue()),
    searchpath: field(STRINGS, list([])),
    run: nested(RUN_DIR),
    sweep: nested(SWEEP_DIR),
    hydra_logging: required(ANYTHING_BY_NAME),
    job_logging: required(ANYTHING_BY_NAME),
    sweeper: required(ANY),
    launcher: required(ANY),
    callbacks: field(ANYTHING_BY_NAME, map([])),
    help: nested(HELP),
    hydra_help: nested(HYDRA_HELP),
    output_subdir: field(STR_OR_NULL, str('.hydra')),
    ...(rules.hasAliases ? { aliases: field(STRING_BY_NAME, map([])) } : {}),
    overrides: nested(OVERRIDES),
    job: nested(jobStruct(rules)),
    runtime: nested(RUNTIME),
    verbose: field(ANY, bool(false)),
  })

export const BASIC_LAUNCHER: Struct = struct('BasicLauncherConf', {
  _target_: field(STR, str('hydra._internal.core_plugins.basic_launcher.BasicLauncher')),
})

export const BASIC_SWEEPER: Struct = struct('BasicSweeperConf', {
  _target_: field(STR, str('hydra._internal.core_plugins.basic_sweeper.BasicSweeper')),
  max_batch_size: field(INT_OR_NULL, nullValue()),
  params: field({ ...STRING_BY_NAME, optional: true }, nullValue()),
})

function struct(name: string, fields: Record<string, Field>): Struct {
  return { name, bases: [], fields: new Map(Object.entries(fields)) }
}

function structType(of: Struct): Type {
  return { kind: 'struct', struct: of, optional: false }
}

function field(type: Type, value: Value): Field {
  return { type, default: value }
}

function required(type: Type): Field {
  return { type, default: missing() }
}

/** A field whose default is the nested struct with its own defaults. */
function nested(of: Struct): Field {
  return { type: structType(of), default: structDefaults(of) }
}
