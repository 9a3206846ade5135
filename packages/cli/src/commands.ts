import { SHELLS } from '@hydraconf/node'
import { FORMATS } from './check/formats.js'
import type { Command, CommandFamily } from './command.js'

const RESOLVE = { name: 'resolve', takes: 'nothing', summary: 'compare what interpolations stand for' } as const
const DIR = {
  name: 'dir',
  takes: 'value',
  placeholder: 'FOLDER',
  summary: 'where the recording is kept (parity)',
} as const

const IGNORE = {
  name: 'ignore',
  takes: 'value',
  placeholder: 'GLOB',
  repeats: true,
  summary: 'leave these configs out (db/base, legacy/*); may be given again',
} as const

const SWEEP_DIR = { name: 'DIR', summary: 'the directory of a sweep: multirun/2026-11-23/10-20-37' } as const

/** The commands of `hydraconf`. What a command needs is loaded when it runs. */
export const COMMANDS: Readonly<Record<string, Command | CommandFamily>> = {
  explain: {
    summary: 'where the value of a key comes from; without a key, where every value was written',
    positionals: [{ name: 'KEY', summary: 'a key of the config: db.port', optional: true, many: true }],
    flags: [
      {
        name: 'cfg',
        short: '-c',
        takes: 'value',
        choices: ['job', 'hydra', 'all'],
        summary: 'which part is shown without a key (job)',
      },
    ],
    composes: 'config',
    examples: ['explain db.port', 'explain db.port -cn config db=postgres', 'explain --json > places.json'],
    run: async (line, context) => (await import('./explain-command.js')).explainCommand(line, context),
  },
  diff: {
    summary: 'what two sets of overrides make different, and why',
    flags: [RESOLVE, { name: 'exit-code', takes: 'nothing', summary: 'end with 1 when there is a difference' }],
    composes: 'two configs',
    examples: ['diff -cn config db=mysql -- db=postgres', 'diff -cn staging -- -cn production'],
    run: async (line, context) => (await import('./diff-command.js')).diffCommand(line, context),
  },
  groups: {
    summary: 'every config group: its options, the chosen one, and the override that changes it',
    flags: [{ name: 'hydra', takes: 'nothing', summary: "Hydra's own groups too" }],
    composes: 'config',
    examples: ['groups', 'groups -cn config db=postgres --json'],
    run: async (line, context) => (await import('./groups-command.js')).groupsCommand(line, context),
  },
  check: {
    summary: 'compose every option and experiment, and report all that is wrong',
    flags: [
      { name: 'format', takes: 'value', choices: FORMATS, summary: 'how to report: text, json or sarif' },
      { name: 'fix', takes: 'nothing', summary: 'mend in the files what has one safe answer' },
      { name: 'strict', takes: 'nothing', summary: 'end with 1 for warnings too' },
      { name: 'limit', takes: 'value', placeholder: 'N', summary: 'how many compositions to try at most (10000)' },
      {
        name: 'targets',
        takes: 'value',
        placeholder: 'FILE',
        summary:
          'a module that exports the targets of instantiate: every _target_ is held to them, and nothing is made',
      },
      IGNORE,
    ],
    composes: 'config',
    examples: ['check', 'check --ignore "legacy/*"', 'check --format sarif > problems.sarif'],
    run: async (line, context) => (await import('./check/check-command.js')).checkCommand(line, context),
  },
  upgrade: {
    summary: 'what a newer Hydra makes of the tree: what it refuses, which values change, and what mends it',
    flags: [
      {
        name: 'from',
        takes: 'value',
        choices: ['1.3', '1.4'],
        summary: 'the Hydra that the tree is written for (1.3)',
      },
      { name: 'to', takes: 'value', choices: ['1.3', '1.4'], summary: 'the Hydra to go to (1.4)' },
      { name: 'write', takes: 'nothing', summary: 'change the files where that is safe for both' },
      { name: 'sarif', takes: 'nothing', summary: 'report as SARIF' },
      IGNORE,
    ],
    composes: 'config',
    examples: ['upgrade', 'upgrade --write', 'upgrade --sarif > problems.sarif'],
    run: async (line, context) => (await import('./upgrade/upgrade-command.js')).upgradeCommand(line, context),
  },
  parity: {
    summary: 'compare with what real Hydra composes, byte for byte',
    commands: {
      record: {
        summary: 'have real Hydra compose every option of every group, and keep its answers',
        flags: [
          { name: 'python', takes: 'value', placeholder: 'PROGRAM', summary: 'a Python that has Hydra (python3)' },
          DIR,
        ],
        composes: 'config',
        examples: ['parity record --python .venv/bin/python', 'parity record -cn config db=postgres'],
        run: async (line, context) => (await import('./parity/parity-command.js')).parityRecord(line, context),
      },
      check: {
        summary: 'compose what was recorded, and show what differs',
        flags: [DIR],
        composes: 'tree',
        examples: ['parity check'],
        run: async (line, context) => (await import('./parity/parity-command.js')).parityCheck(line, context),
      },
    },
  },
  schema: {
    summary: 'write JSON Schemas of a tree, for editors that check YAML by schemas',
    flags: [
      { name: 'dir', takes: 'value', placeholder: 'FOLDER', summary: 'where to (.hydraconf/schemas)' },
      { name: 'vscode', takes: 'nothing', summary: 'have .vscode/settings.json name them' },
      { name: 'modelines', takes: 'nothing', summary: 'have each config name its own, in a comment below its header' },
      { name: 'check', takes: 'nothing', summary: 'write nothing, and end with 1 where they are not as the tree is' },
    ],
    composes: 'tree',
    examples: ['schema --vscode', 'schema --check'],
    run: async (line, context) => (await import('./editor-schema/schema-command.js')).schemaCommand(line, context),
  },
  types: {
    summary: 'write TypeScript types of the configs, and of the groups and their options',
    flags: [
      {
        name: 'out',
        takes: 'value',
        placeholder: 'FILE',
        summary: 'where to (conf.types.ts, by the name of the folder)',
      },
      { name: 'watch', takes: 'nothing', summary: 'write them anew whenever the tree changes' },
      { name: 'check', takes: 'nothing', summary: 'write nothing, and end with 1 where they are not as the tree is' },
    ],
    composes: 'tree',
    examples: ['types', 'types -cn config --out src/config.types.ts', 'types --check'],
    run: async (line, context) => (await import('./types/types-command.js')).typesCommand(line, context),
  },
  sweep: {
    summary: 'what became of a sweep, its jobs as a table, and running them again or ending them',
    commands: {
      status: {
        summary: 'how many jobs are done, running and failed, and why',
        positionals: [SWEEP_DIR],
        examples: ['sweep status multirun/2026-11-23/10-20-37', 'sweep status multirun/x --json'],
        run: async (line, context) => (await import('./sweep/sweep-command.js')).sweepStatus(line, context),
      },
      export: {
        summary: 'a row for each job: overrides, status, value, duration, directory',
        positionals: [SWEEP_DIR],
        flags: [
          { name: 'format', takes: 'value', choices: ['csv', 'jsonl', 'parquet'], summary: 'of the rows (csv)' },
          { name: 'out', takes: 'value', placeholder: 'FILE', summary: 'where to (the standard output)' },
        ],
        examples: [
          'sweep export multirun/2026-11-23/10-20-37 > jobs.csv',
          'sweep export multirun/x --format jsonl',
          'sweep export multirun/x --format parquet --out jobs.parquet',
        ],
        run: async (line, context) => (await import('./sweep/sweep-export.js')).sweepExport(line, context),
      },
      retry: {
        summary: 'run the jobs again that failed or were lost, by the program that the sweep was started with',
        positionals: [
          SWEEP_DIR,
          {
            name: 'LAUNCHER',
            summary: 'another launcher, and its settings: hydra/launcher=local hydra.launcher.n_jobs=2',
            optional: true,
            many: true,
          },
        ],
        flags: [
          { name: 'job', takes: 'value', placeholder: 'N,M-K', summary: 'these jobs alone' },
          { name: 'cause', takes: 'value', placeholder: 'TEXT', summary: 'those alone whose error has this text' },
        ],
        examples: [
          'sweep retry multirun/2026-11-23/10-20-37',
          'sweep retry multirun/x --job 3,7-9',
          'sweep retry multirun/x --cause NODE_FAIL hydra/launcher=local',
        ],
        run: async (line, context) => (await import('./sweep/retry-and-cancel.js')).sweepRetry(line, context),
      },
      cancel: {
        summary: 'end a sweep and its jobs wherever they are, and look whether they ended',
        positionals: [SWEEP_DIR],
        examples: ['sweep cancel multirun/2026-11-23/10-20-37'],
        run: async (line, context) => (await import('./sweep/retry-and-cancel.js')).sweepCancel(line, context),
      },
    },
  },
  init: {
    summary: 'write a small tree of configs and a program that runs with it',
    positionals: [{ name: 'FOLDER', summary: 'where to (the working directory)', optional: true }],
    examples: ['init my_app'],
    run: async (line, context) => (await import('./init-command.js')).initCommand(line, context),
  },
  completion: {
    summary: 'print what a shell evaluates to complete for hydraconf',
    positionals: [{ name: 'SHELL', summary: SHELLS.join(', '), choices: SHELLS }],
    examples: ['completion bash'],
    run: async (line, context) => (await import('./completion-command.js')).completionCommand(line, context),
  },
  help: {
    summary: 'this page, or that of a command',
    positionals: [{ name: 'COMMAND', summary: 'a command, and one below it', optional: true, many: true }],
    examples: ['help', 'help parity record'],
    run: async (line, context) => (await import('./help-command.js')).helpCommand(line, context),
  },
}
