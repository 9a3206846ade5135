import { EXPORT_FORMS, type ExportForm, exportText } from '../export/export-config.js'
import { manifestOf } from '../manifest/manifest.js'
import type { CommandArguments } from './command-arguments.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import { settingsOf } from './settings.js'

export const EXPORT_FORMS_OF_COMMAND = [...EXPORT_FORMS, 'manifest'] as const

export function exportCommand(args: CommandArguments, host: CommandHost): number {
  const asked = args.value('form') ?? (args.json ? 'json' : 'python')
  const study = studyOfJob(host.compose(), settingsOf(args, host))
  if (asked === 'manifest') host.out(`${JSON.stringify(manifestOf(study), null, 2)}\n`)
  else {
    const description = `${study.format.name} with the overlay ${study.overlay.name}`
    host.out(exportText(study.effective, asked as ExportForm, description))
  }
  return 0
}
