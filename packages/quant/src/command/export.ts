import { type ExportForm, exportText } from '../export/export-config.js'
import { manifestOf } from '../manifest/manifest.js'
import type { CommandHost } from './command.js'
import { studyOfJob } from './job-preflight.js'
import type { Words } from './words.js'

const FORMS: readonly string[] = ['json', 'python', 'yaml', 'manifest']

export function exportCommand({ rest, modelopt, form, json }: Words, host: CommandHost): number {
  const asked = form ?? (json ? 'json' : 'python')
  if (!FORMS.includes(asked)) {
    host.err(`hydraconf quant export: no form '${asked}'; there are ${FORMS.join(', ')}\n`)
    return 2
  }
  const study = studyOfJob(host.compose(rest), modelopt)
  if (asked === 'manifest') host.out(`${JSON.stringify(manifestOf(study), null, 2)}\n`)
  else host.out(exportText(study.effective, asked as ExportForm))
  return 0
}
