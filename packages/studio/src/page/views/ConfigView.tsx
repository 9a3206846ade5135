import { useRef } from 'preact/hooks'
import type { LineProblem } from '../engine/line-problems.js'
import type { Outcome } from '../engine/session.js'
import { type Studio, useAnswer, useStudio } from '../studio.js'
import { Editor } from './Editor.js'
import { Refused } from './Refused.js'

const PARTS = [
  ['job', 'Job'],
  ['hydra', 'Hydra'],
  ['all', 'All'],
] as const

/** The config as the command prints it, with the place of each value beside it. */
export function ConfigView() {
  const studio = useStudio()
  const { look, turn, outcome, session, problems } = studio
  const lines = useAnswer(() => session.problemLines(), [outcome, problems]) ?? []
  return (
    <div class="config">
      <div class="tools">
        <fieldset>
          <legend>Part</legend>
          {PARTS.map(([part, label]) => (
            <label key={part}>
              <input type="radio" name="part" checked={look.part === part} onChange={() => turn({ part })} />
              {label}
            </label>
          ))}
        </fieldset>
        <label class="check">
          <input
            type="checkbox"
            checked={look.resolve}
            onChange={({ currentTarget }) => turn({ resolve: currentTarget.checked })}
          />
          Resolved
        </label>
        <Variables />
        <ProblemCount lines={lines} />
        {outcome?.isJob === true && <span class="note">Job {look.job} of the sweep</span>}
      </div>
      {outcome?.refusal !== undefined && <Refused refusal={outcome.refusal} />}
      {(outcome?.warnings ?? []).map((warning) => (
        <p key={warning} class="warning">
          {warning}
        </p>
      ))}
      <Yaml studio={studio} problems={lines} />
    </div>
  )
}

/** Values of the environment are shown when someone asks for them, and not before. */
function Variables() {
  const { tree, showsVariables, showVariables, look } = useStudio()
  const { variables } = tree
  if (!look.resolve || variables?.length === 0 || showsVariables) return null
  if (!tree.isServed) return <span class="note">Environment variables are not part of a published page.</span>
  return (
    <button type="button" title={variables?.join(', ')} onClick={showVariables}>
      Show environment variables{variables === undefined ? '' : ` (${variables.length})`}
    </button>
  )
}

/** How many values of this config a check has something to say of. */
function ProblemCount({ lines }: { readonly lines: readonly LineProblem[] }) {
  const { turn } = useStudio()
  const count = new Set(lines.map(({ line }) => line)).size
  if (count === 0) return null
  return (
    <button type="button" class="problem-count" onClick={() => turn({ tab: 'problems' })}>
      {count === 1 ? 'One value is' : `${count} values are`} underlined: what check says
    </button>
  )
}

interface YamlProps {
  readonly studio: Studio
  readonly problems: readonly LineProblem[]
}

function Yaml({ studio, problems }: YamlProps) {
  const latest = useRef(studio)
  latest.current = studio
  const marked = useRef<readonly LineProblem[]>([])
  const shown = useRef<Outcome | undefined>(undefined)
  const showHistory = async (line: number): Promise<void> => {
    const history = await latest.current.session.historyAt(line)
    if (history === undefined) return
    const { file, line: fileLine } = history.place
    latest.current.turn({ key: history.key, file, line: file === undefined ? undefined : fileLine })
  }
  return (
    <Editor
      className="yaml"
      parts={({ configEditor }) =>
        configEditor({
          origins: (from, to) => latest.current.session.origins(from, to),
          open: ({ file, line }) => file !== undefined && latest.current.turn({ file, line }),
          showHistory,
        })
      }
      update={(view, { showConfig, showLineProblems }) => {
        const { outcome } = studio
        if (outcome?.yaml !== undefined && outcome !== shown.current) showConfig(view, outcome.yaml)
        shown.current = outcome
        if (problems !== marked.current && problems.length + marked.current.length > 0) showLineProblems(view, problems)
        marked.current = problems
      }}
    />
  )
}
