import { useRef, useState } from 'preact/hooks'
import { commandLine } from '../command-line.js'
import { type Studio, useStudio } from '../studio.js'
import { Editor } from './Editor.js'
import { PrimarySelect } from './PrimarySelect.js'

/** The command line: primary config, overrides, and what it takes to have the same in a shell. */
export function CommandBar() {
  const studio = useStudio()
  const { look, outcome, tree, turn } = studio
  // The editor is made once, and asks for what is looked at then.
  const latest = useRef<Studio>(studio)
  latest.current = studio
  return (
    <div class="command">
      <div class="primary">
        <label for="primary">Primary config</label>
        <PrimarySelect id="primary" chosen={look.configName} choose={(configName) => turn({ configName, job: 0 })} />
      </div>
      <div class="overrides">
        <span class="label">Overrides</span>
        <Editor
          className="input"
          parts={({ overrideInput }) =>
            overrideInput(
              'Overrides',
              (word, overrides) =>
                latest.current.session.complete(word, { configName: latest.current.look.configName, overrides }),
              (overrides) => latest.current.turn({ overrides, job: 0 }, false),
            )
          }
          update={(view, { showWords, showMistake }) => {
            showWords(view, look.overrides)
            showMistake(view, outcome?.refusal)
          }}
        />
      </div>
      <CopyButton text={commandLine(tree.command, look, outcome?.isJob === true)} />
      <output class="time" aria-label="Time to compose" title="Time to compose">
        {outcome === undefined ? '…' : `${outcome.ms.toFixed(1)} ms`}
      </output>
    </div>
  )
}

function CopyButton({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false)
  const [isShown, setShown] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
      setTimeout(() => setCopied(false), 1500)
    } catch {
      // A page that is published without https may not write there: the command is shown, to be copied by hand.
      setShown(true)
    }
  }
  if (isShown) {
    return (
      <input
        type="text"
        class="copy"
        readOnly
        aria-label="Command to copy"
        value={text}
        ref={(box) => box?.select()}
        onBlur={() => setShown(false)}
      />
    )
  }
  return (
    <button type="button" class="copy" title={text} onClick={copy}>
      {isCopied ? 'Copied' : 'Copy command'}
    </button>
  )
}
