import { RUNTIME_RULES, type RuntimeRule } from './rules.js'

/** The rules as a Markdown table, for the documentation. */
export function rulesTable(): string {
  const rows = RUNTIME_RULES.map((rule) => [
    rule.asks,
    `${outcomeText(rule)}${rule.happens}${rule.error === undefined ? '' : ` (\`${rule.error}\`)`}`,
    `${rule.devices.words}; ${releasesText(rule)}`,
    `${rule.evidence}; \`${rule.source}\``,
    `\`${rule.rule}\``,
  ])
  const head = ['asked for', 'what happens', 'where', 'seen', 'rule']
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const OUTCOMES: Readonly<Record<RuntimeRule['outcome'], string>> = {
  fails: '**fails**: ',
  'no-effect': '**no effect**: ',
  surprises: 'surprises: ',
  costs: '',
}

function outcomeText({ outcome }: RuntimeRule): string {
  return OUTCOMES[outcome]
}

function releasesText({ since, until }: RuntimeRule): string {
  if (since === undefined) return until === undefined ? 'every release' : `until ${until}`
  return until === undefined ? `since ${since}` : `${since} to ${until}`
}
