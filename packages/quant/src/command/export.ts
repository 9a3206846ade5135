import { type ExportForm, exportText } from '../export/export-config.js'
import { manifestOf } from '../manifest/manifest.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import type { Words } from './words.js'

export const EXPORT_FORMS = ['json', 'python', 'yaml', 'manifest'] as const

export function exportCommand({ modelopt, form, json }: Words, host: CommandHost): number {
  const asked = form ?? (json ? 'json' : 'python')
  const study = studyOfJob(host.compose(), modelopt)
  if (asked === 'manifest') host.out(`${JSON.stringify(manifestOf(study), null, 2)}\n`)
  else host.out(exportText(study.effective, asked as ExportForm))
  return 0
}
