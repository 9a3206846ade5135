import { execFileSync } from 'node:child_process'

interface Row {
  readonly own: number
  readonly above: number
  readonly words: string
}

/** The processes that a process started, and did not outlive. */
export function childrenOf(pid: number): readonly number[] {
  return rows().flatMap(({ own, above }) => (above === pid ? [own] : []))
}

/** The process of Ray's own above that of a job. */
export function supervisorOf(pid: number): number | undefined {
  const all = rows()
  let at = all.find(({ own }) => own === pid)
  while (at !== undefined && !at.words.startsWith('ray::')) at = all.find(({ own }) => own === at!.above)
  return at?.own
}

function rows(): readonly Row[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.map((line) => {
    const [, own, above, words = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []
    return { own: Number(own), above: Number(above), words }
  })
}
