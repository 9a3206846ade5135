import { useMemo } from 'preact/hooks'
import { useAnswer, useStudio } from '../studio.js'

interface PrimarySelectProps {
  readonly id: string
  readonly chosen: string | undefined
  readonly choose: (name: string | undefined) => void
}

const NONE: readonly string[] = []

/** The primary config: those at the top of the tree first, as most programs name them. */
export function PrimarySelect({ id, chosen, choose }: PrimarySelectProps) {
  const { session, version } = useStudio()
  const listed = useAnswer(() => session.primaries(), [version]) ?? NONE
  const isListed = chosen === undefined || listed.includes(chosen)
  // The same nodes are not gone through again: a tree may have very many configs.
  const options = useMemo(() => optionsOf(listed), [listed])
  return (
    <select id={id} value={chosen ?? ''} onChange={({ currentTarget }) => choose(currentTarget.value || undefined)}>
      {chosen === undefined && <option value="">(none)</option>}
      {!isListed && <option value={chosen}>{chosen}</option>}
      {options}
    </select>
  )
}

function optionsOf(names: readonly string[]) {
  const option = (name: string) => (
    <option key={name} value={name}>
      {name}
    </option>
  )
  const nested = names.filter((name) => name.includes('/'))
  return (
    <>
      {names.filter((name) => !name.includes('/')).map(option)}
      {nested.length > 0 && <optgroup label="In folders">{nested.map(option)}</optgroup>}
    </>
  )
}
