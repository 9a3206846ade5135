import { useStudio } from '../studio.js'
import { LoadTexts } from './LoadTexts.js'
import { ProblemList } from './ProblemList.js'

/** What `hydraconf check` would say of the tree as it is in the page. */
export function ProblemsView() {
  const { problems, hasTexts } = useStudio()
  if (!hasTexts) return <LoadTexts why="To check a tree is to read all of its files." />
  if (problems === undefined) return <p class="quiet view">Checking every option …</p>
  if (problems.length === 0) return <p class="quiet view">Nothing is wrong with this tree.</p>
  return (
    <div class="view">
      <ProblemList problems={problems} />
    </div>
  )
}
