/** The shells that there is completion for. */
export const SHELLS = ['bash', 'fish', 'zsh'] as const

export type Shell = (typeof SHELLS)[number]

/** A command to complete for: what the shell knows it by, and the script that Node runs where the command is Node itself. */
export interface CompletedCommand {
  readonly name: string
  readonly script?: string | undefined
}

/** What a shell reads to complete for a command: `eval "$(my_app -sc install=bash)"`. */
export function installScript(shell: Shell, command: CompletedCommand): string {
  switch (shell) {
    case 'bash':
      return bash(command)
    case 'zsh':
      return zsh(command)
    case 'fish':
      return fish(command)
  }
}

/** What a shell reads to forget about it. */
export function uninstallScript(shell: Shell, command: CompletedCommand): string {
  const id = functionName(command)
  switch (shell) {
    case 'bash':
      return `complete -r ${command.name} 2>/dev/null\nunset -f ${id}\n`
    case 'zsh':
      return `compdef -d ${command.name} 2>/dev/null\nunset -f ${id}\n`
    case 'fish':
      return `complete -e -c ${command.name}\nfunctions -e ${id}\n`
  }
}

/** The answer to a query, as the shell's script reads it. */
export function answerText(shell: Shell, matches: readonly string[]): string {
  return shell === 'fish' ? matches.join('\n') : matches.join(' ')
}

// Bash breaks words at "=" and ":"; the suggestions hold them, so the word is taken from the line itself.
function bash(command: CompletedCommand): string {
  const id = functionName(command)
  return `${id}()
{
    ${guard(command, `local words=($COMP_LINE)`, '${words[1]}')}
    local line="\${COMP_LINE:0:COMP_POINT}"
    local word="\${line##* }"
    local IFS=$'\\n'
    local choices
    choices=$(COMP_LINE="$line" COMP_POINT="$COMP_POINT" ${call(command)} -sc query=fish 2>/dev/null) || return 0
    COMPREPLY=()
    local choice
    for choice in $choices; do
        if [[ "$choice" == "$word"* ]]; then COMPREPLY+=("$choice"); fi
    done
    # What stands before the last break is on the line already.
    local broken="$word"
    if [[ "$COMP_WORDBREAKS" != *=* ]]; then broken="\${broken//=/}"; fi
    if [[ "$COMP_WORDBREAKS" != *:* ]]; then broken="\${broken//:/}"; fi
    if [[ "$broken" == *[=:]* ]]; then
        local before="\${word%"\${word##*[=:]}"}"
        COMPREPLY=("\${COMPREPLY[@]#"$before"}")
    fi
}
complete -o nospace -o default -F ${id} ${command.name}
`
}

function zsh(command: CompletedCommand): string {
  const id = functionName(command)
  return `if ! whence compdef >/dev/null; then autoload -Uz compinit && compinit; fi
${id}()
{
    ${guard(command, '', '${words[2]}')}
    local line="$LBUFFER"
    local -a choices
    choices=("\${(@f)$(COMP_LINE="$line" ${call(command)} -sc query=fish 2>/dev/null)}")
    choices=(\${choices:#})
    if (( \${#choices} == 0 )); then _files; return; fi
    compadd -Q -U -S '' -- "\${choices[@]}"
}
compdef ${id} ${command.name}
`
}

function fish(command: CompletedCommand): string {
  const id = functionName(command)
  const condition = command.script === undefined ? '' : ` -n '__fish_seen_subcommand_from ${command.script}'`
  return `function ${id}
    set -lx COMP_LINE (commandline -cp)
    ${call(command)} -sc query=fish 2>/dev/null
end
complete -c ${command.name}${condition} -f -a '(${id})'
`
}

/** Completing for Node itself, only the program that was installed is meant. */
function guard({ script }: CompletedCommand, prepare: string, second: string): string {
  if (script === undefined) return ':'
  return `${prepare === '' ? '' : `${prepare}\n    `}[[ "${second}" == *${JSON.stringify(baseName(script))} ]] || return 0`
}

function call({ name, script }: CompletedCommand): string {
  return script === undefined ? name : `${name} '${script.replaceAll("'", "'\\''")}'`
}

function functionName({ name, script }: CompletedCommand): string {
  return `_hydraconf_${(script === undefined ? name : baseName(script)).replace(/[^A-Za-z0-9_]/g, '_')}`
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
