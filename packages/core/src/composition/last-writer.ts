import { describeOrigin } from '../text/source.js'
import type { Path } from '../value/path.js'
import type { Value } from '../value/value.js'
import { variableText } from './apply-variables.js'
import type { Explainer } from './explain.js'
import type { Step } from './explanation.js'

/** The last config or override that made a value what it is, as text. */
export function lastWriter(explainer: Explainer, path: Path, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined
  const last = explainer.explain(path).steps.findLast((step) => step.kind !== 'layer' || step.changed)
  return last === undefined ? describeOrigin(value.origin) : causeText(last)
}

function causeText(step: Step): string {
  if (step.kind === 'edit') return step.override.text
  if (step.kind === 'variable') return variableText(step.variable)
  if (step.kind === 'run') return 'the run itself'
  const { says, layer, route } = step
  const place = says === undefined ? layer.entry.configPath : describeOrigin(says.origin)
  const last = route.at(-1)
  const isChosen = last?.origin.source.kind === 'override'
  const labels = route.map(({ label }) => label).join(' > ')
  const how = isChosen
    ? last.origin.source.text
    : route.length > 1
      ? `${labels}, ${describeOrigin(last!.origin)}`
      : labels
  return `${place}  (${how})`
}
