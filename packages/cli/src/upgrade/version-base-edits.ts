import type { TextEdit } from '@hydraconf/check'
import { projectFiles } from './project-files.js'

/**
 * `version_base="1.3"` of `@hydra.main` and of `initialize` and its like, taken out: Hydra 1.4 has no use for it, and 1.5 no
 * place. In other calls it is a name like any other.
 */
export function versionBaseEdits(cwd: string): readonly TextEdit[] {
  return [...projectFiles(cwd, (path) => path.endsWith('.py'))].flatMap(({ name: file, text }) =>
    givenIn(text).map((found) => {
      const [whole, before, given, behind] = found as unknown as [string, string, string, string]
      const start = found.index
      // One comma goes with it, if there is one on either side.
      const isLast = behind === ''
      return {
        file,
        start: isLast ? start : start + before.length,
        end: start + whole.length,
        text: '',
        done: `"${given}" is left out`,
      }
    }),
  )
}

function givenIn(text: string): readonly RegExpExecArray[] {
  const calls = [...text.matchAll(CALL)].map(
    ({ index, 0: { length } }) => [index, endOfCall(text, index + length)] as const,
  )
  return [...text.matchAll(GIVEN)].filter(({ index }) => calls.some(([start, end]) => start < index && index < end))
}

/** Behind the bracket that closes a call; brackets in texts close nothing. */
function endOfCall(text: string, start: number): number {
  let open = 1
  for (const { 0: token, index } of text.slice(start).matchAll(TOKEN)) {
    if (token === '(') open++
    if (token === ')' && --open === 0) return start + index
  }
  return text.length
}

const CALL = /(?<!\bdef\s+)\b(?:hydra\.main|initialize(?:_config_dir|_config_module)?)\s*\(/g
const TOKEN = /[()]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#.*/g

//   @hydra.main(config_path="conf", version_base="1.3")
//                                 ^^^^^^^^^^^^^^^^^^^^
const GIVEN = /(,?\s*)\b(version_base\s*=\s*(?:None|"1\.[23]"|'1\.[23]'))(\s*,[ \t]*|)/g
