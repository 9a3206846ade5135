import type { Origin } from '@hydraconf/core'
import type { PanelPart, PanelView } from '../../panel.js'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'

/** What a panel shows, with places for the origins: plain data for the page. */
export function placedView({ parts }: PanelView, tree: PageTree): PanelView<Place> {
  return { parts: parts.map((part) => placedPart(part, tree)) }
}

function placedPart(part: PanelPart, tree: PageTree): PanelPart<Place> {
  if (part.kind !== 'table') return part
  const placed = (at: Origin | undefined) =>
    at === undefined || at.source.kind === 'program' ? undefined : placeOf(at, tree)
  return { ...part, rows: part.rows.map((cells) => cells.map(({ text, at }) => ({ text, at: placed(at) }))) }
}
