import { Component, type ComponentChildren } from 'preact'

interface UnchangedProps {
  /** What is drawn stays as long as this does. */
  readonly while: unknown
  readonly draw: () => ComponentChildren
}

/** A part of the page that is not drawn again whenever the page is. */
export class Unchanged extends Component<UnchangedProps> {
  override shouldComponentUpdate(next: UnchangedProps): boolean {
    return next.while !== this.props.while
  }

  override render({ draw }: UnchangedProps): ComponentChildren {
    return draw()
  }
}
