import type { Environment, Origin } from '@hydraconf/core'

/**
 * A panel: a view that a plugin adds to the page. It says what there is to be seen as plain data, which the page draws; so it is
 * reached by the keyboard, read by screen readers, light and dark, as everything else is, and none of its texts is ever markup.
 */
export interface Panel {
  /**
   * What is to be seen. It is asked again whenever something else is looked at. At each `yield` others have their turn: there are to
   * be no more than some milliseconds between two of them.
   *
   * @throws HydraconfError what is wrong; the page shows it with its place
   */
  show(asked: PanelQuestion): Iterator<void, PanelView>
}

/** What is looked at. */
export interface PanelQuestion {
  /** To compose in; the files are those of the page, with what was edited there. */
  readonly environment: Environment
  readonly configName: string | undefined
  readonly overrides: readonly string[]
  /** What was chosen in the panel, by the names of its fields and matrices; it stands in the address. */
  readonly chosen: Readonly<Record<string, string>>
  /** Another object whenever a text of the tree is another one: what holds for a tree may be kept by it. */
  readonly tree: object
}

/** Parts from top to bottom. `At` is where something is written: the page has made places of the origins. */
export interface PanelView<At = Origin> {
  readonly parts: readonly PanelPart<At>[]
}

export type PanelPart<At = Origin> = PanelHeading | PanelText | PanelFields | PanelMatrix | PanelTable<At>

export interface PanelHeading {
  readonly kind: 'heading'
  readonly text: string
}

export interface PanelText {
  readonly kind: 'text'
  readonly text: string
  readonly isWarning?: boolean
}

/** Choices of the panel itself, side by side. */
export interface PanelFields {
  readonly kind: 'fields'
  readonly fields: readonly PanelField[]
}

export interface PanelField {
  /** Of what is chosen. */
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly value: string
}

/** How something is coloured. Each is one colour in light and one in dark; what it means is said by a sign and a word as well. */
export type PanelTone = 'good' | 'base' | 'same' | 'nothing' | 'doubtful' | 'bad' | 'refused'

/** A picture of rows by columns, whose cells can be chosen. */
export interface PanelMatrix {
  readonly kind: 'matrix'
  /** Of what is chosen: the id of a cell. */
  readonly name: string
  readonly label: string
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  /** A list for each row, with one for each column; undefined: there is nothing. */
  readonly cells: readonly (readonly (PanelCell | undefined)[])[]
  /** What the signs and colours mean. */
  readonly legend: readonly { readonly tone: PanelTone; readonly sign: string; readonly text: string }[]
  readonly value: string | undefined
}

export interface PanelCell {
  readonly id: string
  readonly tone: PanelTone
  /** One character, so that the picture reads without its colours. */
  readonly sign: string
  /** A word or two. */
  readonly text: string
  /** Why, in a sentence. */
  readonly title: string
}

export interface PanelTable<At = Origin> {
  readonly kind: 'table'
  readonly label: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly PanelTableCell<At>[])[]
}

export interface PanelTableCell<At = Origin> {
  readonly text: string
  /** Where that is written: the page opens the file there. */
  readonly at?: At | undefined
}

/** What a panel's script finds as the global `hydraconf`. */
export interface PanelHost {
  /** All that `@hydraconf/core` exports: bundle a panel without it, and one that works with the page's own values. */
  readonly core: typeof import('@hydraconf/core')
  /** Says which panel the script is of. */
  panel(panel: Panel): void
}
