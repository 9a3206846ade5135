import { memorySource, type Plugin } from '@hydraconf/core'
import { checkedBy } from '@hydraconf/schema'
import { GROUP, optionFiles } from './group/option-files.js'
import { GRANULARITY_SCHEMA } from './group/schema.js'

/**
 * The quantization plugin: serves the group's nine overlays behind the user's own config folder, and refuses an
 * invalid overlay at composition, wherever a defaults list puts it. In the studio it shows the matrix of pairs by overlays.
 */
export const quant: Plugin = {
  name: 'quant',
  sources: [memorySource('quant', optionFiles())],
  schemas: new Map([[GROUP, checkedBy(GRANULARITY_SCHEMA)]]),
  panels: [{ name: 'quant', label: 'Quantization', script: new URL('../dist/panel.js', import.meta.url).href }],
}
