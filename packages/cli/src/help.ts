/** The commands of ours, with what they do. */
export const COMMANDS: Readonly<Record<string, string>> = {
  explain: 'KEY: where the value of a key comes from (without a key: every value with its place)',
  diff: 'A -- B: what two sets of overrides make different, and why',
  check: 'compose every option and experiment, report all problems (--format json|sarif, --fix)',
  parity: 'record | check: compare with what real Hydra composes, byte for byte',
  completion: 'bash | zsh | fish: print what the shell evaluates to complete for hydraconf',
}

/** `hydraconf --help`. */
export function helpText(): string {
  const commands = Object.entries(COMMANDS).map(([name, words]) => `  ${name.padEnd(11)} ${words}`)
  return `hydraconf composes configs as Hydra does.

Usage:
  hydraconf [-cp FOLDER] [-cn CONFIG] [flags] [overrides ...]     compose and print
  hydraconf COMMAND [-cp FOLDER] [-cn CONFIG] [overrides ...]

Commands:
${commands.join('\n')}
  NAME        any other word: the command of the installed package @hydraconf/NAME

Overrides:
  key=value   change      +key=value  add      ++key=value  add or change
  ~key        delete      group=option         a=1,2 with -m

Flags:
  -cp, --config-path FOLDER   the folder of configs (conf, or hydraconf.config.mjs says)
  -cn, --config-name CONFIG   the primary config (config)
  -cd, --config-dir FOLDER    one more folder of configs
  -c, --cfg job|hydra|all     which part to print (job)
  -p, --package KEY           only what is below this key
  --resolve                   print what interpolations stand for
  -m, --multirun              print every job of a sweep
  -i, --info [WHAT]           how the config came about: all, config, defaults, defaults-tree, plugins, searchpath
  -sc, --shell-completion     install=SHELL, uninstall=SHELL or query=SHELL
  --json                      print JSON
  --hydra-help                the settings of Hydra itself
  --version, -h, --help

Examples:
  hydraconf -cp conf -cn config db=postgres
  hydraconf explain db.port -cn config db=postgres
  hydraconf diff -cn config db=mysql -- db=postgres
  hydraconf check --format sarif > problems.sarif
`
}
