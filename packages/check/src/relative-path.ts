/** A path from a folder on, both as seen from a working directory. In texts alone, so that it is the same in a browser. */
export function relativePath(folder: string, path: string, cwd: string): string {
  const [from, to] = [stepsOf(folder, cwd), stepsOf(path, cwd)]
  let same = 0
  while (same < from.length && same < to.length && from[same] === to[same]) same++
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/')
}

/** The names on the way down from the root. */
function stepsOf(path: string, cwd: string): readonly string[] {
  const steps: string[] = []
  for (const name of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (name === '..') steps.pop()
    else if (name !== '' && name !== '.') steps.push(name)
  }
  return steps
}
