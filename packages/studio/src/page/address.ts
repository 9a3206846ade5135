import type { FileRef } from '../tree/tree-data.js'

/** What is looked at: all that a link to the page says. */
export interface Look {
  readonly configName: string | undefined
  readonly overrides: readonly string[]
  readonly part: 'job' | 'hydra' | 'all'
  readonly resolve: boolean
  /** `config`, `defaults`, `compare`, `sweep`, `files`, `problems`, or the name of a plugin's panel. */
  readonly tab: string
  /** The key whose history is shown. */
  readonly key: string | undefined
  /** The file that is shown, and the line. */
  readonly file: FileRef | undefined
  readonly line: number | undefined
  /** What is compared with. */
  readonly other: { readonly configName: string | undefined; readonly overrides: readonly string[] }
  /** The job of a sweep, from 0. */
  readonly job: number
  /** What was chosen in the panels of plugins: `{'cost.unit': 'hour'}`. */
  readonly chosen: Readonly<Record<string, string>>
}

/** The part of an address behind `#` that says what is looked at; what is as usual is left out. */
export function hashOf(look: Look): string {
  const words = new URLSearchParams()
  const say = (name: string, value: string | undefined): void => {
    if (value !== undefined) words.append(name, value)
  }
  say('config', look.configName)
  for (const override of look.overrides) say('o', override)
  if (look.part !== 'job') say('part', look.part)
  if (look.resolve) say('resolve', '1')
  if (look.tab !== 'config') say('tab', look.tab)
  say('key', look.key)
  if (look.file !== undefined) say('file', `${look.file.source}/${look.file.path}`)
  if (look.line !== undefined) say('line', String(look.line))
  say('config2', look.other.configName)
  for (const override of look.other.overrides) say('o2', override)
  if (look.job !== 0) say('job', String(look.job))
  for (const [name, value] of Object.entries(look.chosen)) say(`p.${name}`, value)
  const text = words.toString()
  return text === '' ? '' : `#${text}`
}

/** What an address says; the primary config that it leaves out is that of the start, and all else is as usual. */
export function lookOf(hash: string, start: Look): Look {
  if (hash.length < 2) return start
  const words = new URLSearchParams(hash.slice(1))
  const part = words.get('part')
  return {
    configName: words.get('config') ?? start.configName,
    overrides: words.getAll('o'),
    part: part === 'hydra' || part === 'all' ? part : 'job',
    resolve: words.has('resolve'),
    tab: words.get('tab') ?? 'config',
    key: words.get('key') ?? undefined,
    file: fileOf(words.get('file')),
    line: numberOf(words.get('line')),
    other: { configName: words.get('config2') ?? undefined, overrides: words.getAll('o2') },
    job: numberOf(words.get('job')) ?? 0,
    chosen: Object.fromEntries(
      [...words].flatMap(([name, value]) => (name.startsWith('p.') ? [[name.slice(2), value]] : [])),
    ),
  }
}

//   0/db/mysql.yaml
//   ^ source
function fileOf(text: string | null): FileRef | undefined {
  const [, source, path] = /^(\d+)\/(.+)$/.exec(text ?? '') ?? []
  return source === undefined || path === undefined ? undefined : { source: Number(source), path }
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}
