export { command } from './command.js'
export type {
  Panel,
  PanelCell,
  PanelField,
  PanelFields,
  PanelHeading,
  PanelHost,
  PanelMatrix,
  PanelPart,
  PanelQuestion,
  PanelTable,
  PanelTableCell,
  PanelText,
  PanelTone,
  PanelView,
} from './panel.js'
