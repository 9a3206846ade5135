import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { type EditorView, GutterMarker, gutter, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import type { Place } from '../engine/place.js'

/** Asks for the places of some lines; the first line is 0. */
export type AskOrigins = (from: number, to: number) => Promise<readonly (Place | undefined)[]>

/** The places of the lines in sight, beside them; they are asked for when they come into sight. */
export function originGutter(ask: AskOrigins, open: (place: Place) => void): Extension {
  return [
    places,
    gutter({
      class: 'origins',
      side: 'after',
      markers: (view) => view.state.field(places),
      domEventHandlers: {
        click(view, line) {
          view.state.field(places).between(line.from, line.from, (_from, _to, marker) => open((marker as Origin).place))
          return true
        },
      },
    }),
    ViewPlugin.define((view) => new Asking(view, ask)),
  ]
}

/** The text is composed anew: what was known of its lines holds no more. */
export const forgetOrigins = StateEffect.define<void>()

const tell = StateEffect.define<readonly { readonly from: number; readonly place: Place }[]>()

class Origin extends GutterMarker {
  constructor(readonly place: Place) {
    super()
  }

  override eq(other: Origin): boolean {
    return other.place.shown === this.place.shown
  }

  override toDOM(): Node {
    const shown = document.createElement('span')
    shown.textContent = shortened(this.place.shown)
    shown.title = this.place.shown
    return shown
  }
}

/** The end of a path says more than its beginning. */
function shortened(place: string): string {
  return place.length > MOST_SHOWN ? `…${place.slice(1 - MOST_SHOWN)}` : place
}

const MOST_SHOWN = 30

const places = StateField.define<RangeSet<Origin>>({
  create: () => RangeSet.empty,
  update(known, transaction) {
    let next = known.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (effect.is(tell)) next = RangeSet.of(effect.value.map(({ from, place }) => new Origin(place).range(from)))
    }
    return next
  },
})

class Asking {
  private asked = ''
  private version = 0

  constructor(
    private readonly view: EditorView,
    private readonly ask: AskOrigins,
  ) {
    this.look()
  }

  update(update: ViewUpdate): void {
    const isForgotten = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(forgetOrigins)))
    if (isForgotten) this.version++
    if (isForgotten || update.viewportChanged) this.look()
  }

  private look(): void {
    const { doc } = this.view.state
    const { from, to } = this.view.viewport
    const first = doc.lineAt(from).number
    const last = doc.lineAt(to).number
    const asked = `${this.version} ${first} ${last}`
    if (asked === this.asked) return
    this.asked = asked
    this.ask(first - 1, last).then((found) => {
      if (asked !== this.asked) return
      const { doc: now } = this.view.state
      const known = found.flatMap((place, at) =>
        place === undefined || first + at > now.lines ? [] : [{ from: now.line(first + at).from, place }],
      )
      this.view.dispatch({ effects: tell.of(known) })
    })
  }
}
