import type { Complaint } from '@hydraconf/core'

export function editorRenamesNoFiles(): Complaint {
  return {
    type: 'HydraException',
    code: 'editor-renames-no-files',
    message: 'An option is a file and a group a folder, and this editor does not let a language server rename those',
    advice: 'Rename the file or folder yourself; what names it is then marked as a problem, with the new name as a fix',
  }
}

export function noName(name: string): Complaint {
  return {
    type: 'HydraException',
    code: 'no-name',
    message: `'${name}' is no name for a key, group or option`,
    advice: 'Letters, digits, "_" and "-" make one; an option may have dots in its name',
  }
}

export function nameIsTaken({ name, where }: { readonly name: string; readonly where: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'name-taken',
    message: `There is a '${name}' already, in ${where}`,
    advice: 'Rename that first, or choose another name',
  }
}

export function noGit(): Complaint {
  return {
    type: 'HydraException',
    code: 'no-git',
    message: 'What a commit has cannot be shown: there is no Git',
    advice: 'Install it, or have the editor find it in its PATH',
  }
}

export function noCommit({ commit, why }: { readonly commit: string; readonly why: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'no-commit',
    message: `The configs of commit '${commit}' cannot be had: ${why}`,
  }
}

export function gitIsNotRun(): Complaint {
  return {
    type: 'HydraException',
    code: 'git-not-run',
    message: "What a commit has is not shown: Git runs programs that a repository names, and 'safe' is set",
  }
}
