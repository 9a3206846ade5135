import { useAnswer, useStudio } from '../studio.js'

interface PrimarySelectProps {
  readonly id: string
  readonly chosen: string | undefined
  readonly choose: (name: string | undefined) => void
}

/** The primary config: those at the top of the tree first, as most programs name them. */
export function PrimarySelect({ id, chosen, choose }: PrimarySelectProps) {
  const { session, version } = useStudio()
  const listed = useAnswer(() => session.primaries(), [version]) ?? []
  const names = chosen === undefined || listed.includes(chosen) ? listed : [chosen, ...listed]
  const options = (of: readonly string[]) =>
    of.map((name) => (
      <option key={name} value={name}>
        {name}
      </option>
    ))
  const nested = names.filter((name) => name.includes('/'))
  return (
    <select id={id} value={chosen ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value || undefined)}>
      {chosen === undefined && <option value="">(none)</option>}
      {options(names.filter((name) => !name.includes('/')))}
      {nested.length > 0 && <optgroup label="In folders">{options(nested)}</optgroup>}
    </select>
  )
}
