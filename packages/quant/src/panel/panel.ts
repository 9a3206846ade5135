import type { PanelHost } from '@hydraconf/studio'
import { quantPanel } from './quant-panel.js'

// The script of the panel: `build-panel.mjs` makes `dist/panel.js` of it.

declare const hydraconf: PanelHost

hydraconf.panel(quantPanel())
