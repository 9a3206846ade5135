import type { TextEdit } from '@hydraconf/check'
import { projectFiles } from './project-files.js'

/** `version_base="1.3"` of `@hydra.main` and its like, taken out: Hydra 1.4 has no use for it, and 1.5 no place. */
export function versionBaseEdits(cwd: string): readonly TextEdit[] {
  return [...projectFiles(cwd, (path) => path.endsWith('.py'))].flatMap(({ name: file, text }) =>
    [...text.matchAll(GIVEN)].map((found) => {
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

//   @hydra.main(config_path="conf", version_base="1.3")
//                                 ^^^^^^^^^^^^^^^^^^^^
const GIVEN = /(,?\s*)\b(version_base\s*=\s*(?:None|"1\.[23]"|'1\.[23]'))(\s*,[ \t]*|)/g
