import { EXPORT_FORMS, type ExportForm, exportText } from '../export/export-config.js'
import { manifestOf } from '../manifest/manifest.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import { settingsOf } from './settings.js'
import type { Words } from './words.js'

export const EXPORT_FORMS_OF_COMMAND = [...EXPORT_FORMS, 'manifest'] as const

export function exportCommand(words: Words, host: CommandHost): number {
  const asked = words.value('form') ?? (words.json ? 'json' : 'python')
  const study = studyOfJob(host.compose(), settingsOf(words, host))
  if (asked === 'manifest') host.out(`${JSON.stringify(manifestOf(study), null, 2)}\n`)
  else {
    const description = `${study.format.name} with the overlay ${study.overlay.name}`
    host.out(exportText(study.effective, asked as ExportForm, description))
  }
  return 0
}
