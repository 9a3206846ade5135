import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../packages/installed.js'
import type { Block } from './page.js'
import { installIn } from './place.js'

/** What TypeScript has to say of the programs of a page: those in TypeScript under strict, those in JavaScript as they are. */
export function typeErrors(blocks: readonly Block[]): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'docs-types-')))
  try {
    installIn(dir)
    mkdirSync(join(dir, 'node_modules/@types'))
    symlinkSync(realpathSync(join(ROOT, 'node_modules/@types/node')), join(dir, 'node_modules/@types/node'))
    for (const strict of [true, false]) {
      const some = blocks.filter(({ language }) => (language === 'ts') === strict)
      const files = some.map((block) => fileOf(dir, block))
      if (files.length === 0) continue
      const compilerOptions = {
        ...{ module: 'nodenext', target: 'es2023', noEmit: true, types: ['node'], strict },
        ...{ allowJs: true, checkJs: true, preserveSymlinks: false, moduleDetection: 'force' },
      }
      writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
      const tsc = join(ROOT, 'node_modules/typescript/bin/tsc')
      const { stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', dir], { cwd: dir, encoding: 'utf8' })
      if (stdout + stderr !== '') return stdout + stderr
    }
    return ''
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function fileOf(dir: string, { place, language, text, given }: Block): string {
  const name = `${place.replaceAll(/[^\w]/g, '-')}.m${language}`
  // A program without imports is a module all the same.
  writeFileSync(join(dir, name), `${given}\n${text}\nexport {}\n`)
  return name
}
