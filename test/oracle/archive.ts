/**
 * An archive under `fixtures/`: several small texts in one file. `test/oracle/archive.py` reads and writes the same
 * form; `fixtures/README.md` describes it.
 */
export interface Archive {
  /** What the case shows. */
  readonly about: string
  readonly sections: readonly Section[]
}

export interface Section {
  /** `put-in`: written by people. `answer`: by the recorder, from real Hydra. `ours`: by the update flag of the tests. */
  readonly by: 'put-in' | 'answer' | 'ours'
  readonly name: string
  readonly text: string
}

const MARKS = { '--': 'put-in', '==': 'answer', '..': 'ours' } as const
const SECTION = /^(--|==|\.\.) (.+) \1$/

export function readArchive(text: string): Archive {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  const sections: { by: Section['by']; name: string; lines: string[] }[] = []
  const about: string[] = []
  for (const line of lines) {
    const opened = SECTION.exec(line)
    if (opened) {
      sections.push({ by: MARKS[opened[1] as keyof typeof MARKS], name: opened[2] ?? '', lines: [] })
    } else {
      const into = sections.at(-1)?.lines ?? about
      into.push(line.startsWith('\\') ? line.slice(1) : line)
    }
  }
  return {
    about: joined(about),
    sections: sections.map(({ by, name, lines: content }) => ({ by, name, text: joined(content) })),
  }
}

export function writeArchive({ about, sections }: Archive): string {
  const markOf = { 'put-in': '--', answer: '==', ours: '..' } as const
  const body = ({ text }: Section) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => `${guarded(line)}\n`)
      .join('')
  return about + sections.map((one) => `${markOf[one.by]} ${one.name} ${markOf[one.by]}\n${body(one)}`).join('')
}

const guarded = (line: string) => (SECTION.test(line) || line.startsWith('\\') ? `\\${line}` : line)

/** The texts of one writer, by section name. */
export function textsOf(archive: Archive, by: Section['by']): Record<string, string> {
  return Object.fromEntries(
    archive.sections.filter((section) => section.by === by).map(({ name, text }) => [name, text]),
  )
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}
