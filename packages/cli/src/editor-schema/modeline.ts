/**
 * A config with the comment that names its schema to `yaml-language-server`, and to editors that read the same. It stands below the
 * header: in front of `# @package` it would hide that line from Hydra. One that is there already gives way.
 *
 * @param schema the path of the schema, from the folder of the config
 */
export function withModeline(text: string, schema: string): string {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  const ending = /\r\n/.test(text) ? '\r\n' : '\n'
  const lines = text.slice(mark.length).split(/\r?\n/)
  const head = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'))
  const isOld = (line: string, at: number): boolean => (head === -1 || at < head) && MODELINE.test(line)
  const kept = lines.filter((line, at) => !isOld(line, at))
  const body = kept.findIndex((line) => line.trim() !== '' && !HEADER.test(line))
  const header = kept.slice(0, body === -1 ? kept.length : body).findLastIndex((line) => HEADER.test(line)) + 1
  return mark + kept.toSpliced(header, 0, `# yaml-language-server: $schema=${schema}`).join(ending)
}

const MODELINE = /^#\s*yaml-language-server:\s*\$schema=/

/** As Hydra knows one: see `readHeader`. */
const HEADER = /^\s*#\s*@/
