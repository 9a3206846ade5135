import { useRef } from 'preact/hooks'
import { type Studio, useAnswer, useStudio } from '../studio.js'
import { Differences } from './Differences.js'
import { Editor } from './Editor.js'
import { PrimarySelect } from './PrimarySelect.js'
import { Refused } from './Refused.js'

/** The config of the command line, and another: only what differs, and why. */
export function CompareView() {
  const studio = useStudio()
  const { look, session, version, turn } = studio
  const { configName, overrides, other } = look
  const right = { configName: other.configName ?? configName, overrides: other.overrides }
  const answer = useAnswer(
    () => session.compare({ configName, overrides }, right),
    [configName, overrides.join('\n'), right.configName, right.overrides.join('\n'), version],
  )
  const isSame = right.configName === configName && right.overrides.join('\n') === overrides.join('\n')
  const latest = useRef<Studio>(studio)
  latest.current = studio
  return (
    <div class="view">
      <div class="command">
        <div class="primary">
          <label for="other">Compare with</label>
          <PrimarySelect
            id="other"
            chosen={right.configName}
            choose={(name) => turn({ other: { ...other, configName: name } })}
          />
        </div>
        <div class="overrides">
          <span class="label">Overrides to compare with</span>
          <Editor
            className="input"
            parts={({ overrideInput }) =>
              overrideInput(
                'Overrides to compare with',
                (word, others) => {
                  const { session: asked, look: now } = latest.current
                  return asked.complete(word, { configName: now.other.configName ?? now.configName, overrides: others })
                },
                (words) => latest.current.turn({ other: { ...latest.current.look.other, overrides: words } }, false),
              )
            }
            update={(view, { showWords, showMistake }) => {
              showWords(view, other.overrides)
              showMistake(view, answer?.refusal)
            }}
          />
        </div>
      </div>
      {answer?.refusal !== undefined && <Refused refusal={answer.refusal} />}
      {isSame && (
        <p class="quiet">
          Both are the same command line: choose another config here, or write overrides to compare with.
        </p>
      )}
      {!isSame && answer?.refusal === undefined && answer !== undefined && (
        <Differences values={answer.value} label="Differences" left="This config" right="The other" />
      )}
    </div>
  )
}
