import type { Complaint } from '@hydraconf/core'

export function editorRenamesNoFiles(): Complaint {
  return {
    type: 'HydraException',
    code: 'editor-renames-no-files',
    message: 'An option is a file and a group a folder, and this editor does not let a language server rename those',
    advice: 'Rename the file or folder yourself; what names it is then marked as a problem, with the new name as a fix',
  }
}
