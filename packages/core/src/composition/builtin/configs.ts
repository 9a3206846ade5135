// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs, not of templates
/**
 * Hydra's own config groups (`pkg://hydra.conf`), by config name, as plain data. The values are Hydra's; the help
 * texts are ours.
 */
export const HYDRA_CONFIGS: Readonly<Record<string, BuiltinConfig>> = {
  'hydra/env/default': { body: {} },

  'hydra/help/default': appHelp(''),

  'hydra/hydra_help/default': {
    body: {
      template: `hydraconf, as Hydra \${hydra.runtime.version}

== Flags ==
$FLAGS_HELP

== Config groups ==
Settings of the run itself; choose one with hydra/group=option, for example hydra/job_logging=disabled

$HYDRA_CONFIG_GROUPS

--cfg hydra shows all of them with their values.
`,
    },
  },

  'hydra/hydra_logging/default': {
    body: {
      version: 1,
      formatters: { simple: { format: '[%(asctime)s][HYDRA] %(message)s' } },
      handlers: { console: { class: 'logging.StreamHandler', formatter: 'simple', stream: 'ext://sys.stdout' } },
      root: { level: 'INFO', handlers: ['console'] },
      loggers: { logging_example: { level: 'DEBUG' } },
      disable_existing_loggers: false,
    },
  },
  'hydra/hydra_logging/disabled': {
    body: { version: 1, root: { level: 'ERROR' }, disable_existing_loggers: true },
  },
  'hydra/hydra_logging/hydra_debug': {
    body: {
      version: 1,
      formatters: { simple: { format: '[%(asctime)s][%(name)s][%(levelname)s] - %(message)s' } },
      handlers: {
        file: {
          class: 'logging.FileHandler',
          mode: 'w',
          formatter: 'simple',
          filename: 'hydra-${hydra.job.name}.log',
          delay: true,
        },
      },
      root: { level: 'ERROR', handlers: ['file'] },
      loggers: { hydra: { level: 'DEBUG' } },
      disable_existing_loggers: false,
    },
  },
  'hydra/hydra_logging/none': { body: { version: 1, root: null, disable_existing_loggers: false } },

  'hydra/job_logging/default': {
    body: {
      version: 1,
      formatters: { simple: { format: '[%(asctime)s][%(name)s][%(levelname)s] - %(message)s' } },
      handlers: {
        console: { class: 'logging.StreamHandler', formatter: 'simple', stream: 'ext://sys.stdout' },
        file: {
          class: 'logging.FileHandler',
          formatter: 'simple',
          filename: '${hydra.runtime.output_dir}/${hydra.job.name}.log',
        },
      },
      root: { level: 'INFO', handlers: ['console', 'file'] },
      disable_existing_loggers: false,
    },
  },
  'hydra/job_logging/disabled': {
    body: { version: 1, root: { level: 'ERROR' }, disable_existing_loggers: true },
  },
  'hydra/job_logging/none': { body: { version: 1, root: null, disable_existing_loggers: false } },
  'hydra/job_logging/stdout': {
    body: {
      version: 1,
      formatters: { simple: { format: '%(message)s' } },
      handlers: { console: { class: 'logging.StreamHandler', formatter: 'simple', stream: 'ext://sys.stdout' } },
      root: { level: 'INFO', handlers: ['console'] },
      disable_existing_loggers: false,
    },
  },

  'hydra/output/default': {
    package: 'hydra',
    body: {
      run: { dir: 'outputs/${now:%Y-%m-%d}/${now:%H-%M-%S}' },
      sweep: { dir: 'multirun/${now:%Y-%m-%d}/${now:%H-%M-%S}', subdir: '${hydra.job.num}' },
    },
  },
}

/** Those of a dialect with aliases, which the help of the program shows as well. */
export const HYDRA_CONFIGS_WITH_ALIASES: Readonly<Record<string, BuiltinConfig>> = {
  ...HYDRA_CONFIGS,
  'hydra/help/default': appHelp('$OVERRIDE_ALIASES\n'),
}

/** The help of the program, with what its template has between the groups and the config. */
function appHelp(between: string): BuiltinConfig {
  return {
    body: {
      app_name: '${hydra.job.name}',
      header: '${hydra.help.app_name}: an app configured with hydraconf\n',
      footer: 'For the flags and settings that every app has, use --hydra-help\n',
      template: `\${hydra.help.header}
== Config groups ==
Choose an option of each with group=option

$APP_CONFIG_GROUPS

${between}== Config ==
Change any value with key=value

$CONFIG

\${hydra.help.footer}
`,
    },
  }
}

/** The defaults list of `hydra/config`, in Hydra's order. */
export const HYDRA_DEFAULTS: readonly Readonly<Record<string, string | null>>[] = [
  { output: 'default' },
  { launcher: 'basic' },
  { sweeper: 'basic' },
  { help: 'default' },
  { hydra_help: 'default' },
  { hydra_logging: 'default' },
  { job_logging: 'default' },
  { callbacks: null },
  { env: 'default' },
]

export interface BuiltinConfig {
  readonly package?: string
  readonly body: Plain
}

/** Config data as JavaScript writes it; whole numbers are ints. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain }
