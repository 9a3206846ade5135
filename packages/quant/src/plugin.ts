import { memorySource, type Plugin } from '@hydraconf/core'
import { validatorOf } from '@hydraconf/schema'
import { GROUP, optionFiles } from './group/option-files.js'
import { GRANULARITY_SCHEMA } from './group/schema.js'

/**
 * The quantization plugin: serves the group's nine overlays behind the user's own config folder, and refuses an
 * invalid overlay at composition, wherever a defaults list puts it.
 */
export const quant: Plugin = {
  name: 'quant',
  sources: [memorySource('quant', optionFiles())],
  schemas: new Map([[GROUP, { check: validatorOf(GRANULARITY_SCHEMA) }]]),
}
