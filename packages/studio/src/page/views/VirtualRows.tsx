import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

interface VirtualRowsProps {
  /** How many rows there are. */
  readonly count: number
  /** How high each is, in pixels. */
  readonly height: number
  readonly label: string
  readonly row: (index: number) => ComponentChildren
  /** Told which rows are in sight. */
  readonly show?: (from: number, to: number) => void
}

/** Browsers end at some tens of millions of pixels: a longer table scrolls in larger steps. */
const MOST_PIXELS = 8_000_000

/** Rows of one height, of which only those in sight are drawn: a million scroll as ten do. */
export function VirtualRows({ count, height, label, row, show }: VirtualRowsProps) {
  const box = useRef<HTMLDivElement>(null)
  const [scrolled, setScrolled] = useState(0)
  const [room, setRoom] = useState(400)
  const whole = count * height
  const pixels = Math.min(whole, MOST_PIXELS)
  const fits = Math.ceil(room / height) + 1
  // How far down, from 0 to 1; the last row stands at the end whatever the steps are.
  const share = pixels <= room ? 0 : Math.min(1, scrolled / (pixels - room))
  const from = Math.max(0, Math.min(count - fits + 1, Math.floor((share * Math.max(0, whole - room)) / height)))
  const to = Math.min(count, from + fits)
  useEffect(() => {
    const observer = new ResizeObserver(() => setRoom(box.current?.clientHeight ?? 400))
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  useEffect(() => show?.(from, to), [from, to, count])
  const top = whole <= MOST_PIXELS ? from * height : Math.min(scrolled, pixels - room)
  return (
    <div class="rows" ref={box} onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop)}>
      <div style={{ height: `${pixels}px` }}>
        <ul aria-label={label} onKeyDown={moveRow} style={{ transform: `translateY(${top}px)` }}>
          {Array.from({ length: Math.max(0, to - from) }, (_, at) => (
            <li key={from + at} aria-setsize={count} aria-posinset={from + at + 1} style={{ height: `${height}px` }}>
              {row(from + at)}
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** Arrows go from row to row. */
function moveRow(event: KeyboardEvent): void {
  const here = (event.target as HTMLElement).closest('li')
  const next =
    event.key === 'ArrowDown' ? here?.nextElementSibling : event.key === 'ArrowUp' ? here?.previousElementSibling : null
  const button = next?.querySelector('button')
  if (button === null || button === undefined) return
  event.preventDefault()
  button.focus()
}
