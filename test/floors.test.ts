import { describe, expect, test } from 'vitest'
import { BROWSER_FOLDERS, CORE_FLOORS, CORE_WORDS, GENERAL_PACKAGES, PACKAGE_FLOORS } from './floors.js'
import { cycleIn, filesOf, type Import, importsOf, manifestOf, packageFolders, readSource } from './imports.js'

const imports = packageFolders().flatMap(sourcesOf).flatMap(importsOf)
const inCore = imports.filter(({ from }) => from.startsWith('core/'))

describe('core', () => {
  test('every file stands on a floor', () => {
    expect(sourcesOf('core').filter((file) => roomOf(file) !== CORE_WORDS && floorOf(file) < 0)).toEqual([])
  })

  test('imports go down the floors, those of types too', () => {
    const wrong = inCore.filter(({ from, to, typeOnly }) => {
      if (!isOurs(to) || roomOf(from) === roomOf(to) || roomOf(to) === CORE_WORDS) return false
      return roomOf(from) === CORE_WORDS ? !typeOnly : floorOf(to) >= floorOf(from)
    })
    expect(wrong.map(shown)).toEqual([])
  })

  test('core imports nothing but itself: no package, and nothing of Node', () => {
    expect(inCore.filter(({ to }) => !to.startsWith('core/')).map(shown)).toEqual([])
  })
})

describe('packages', () => {
  test('every package has its line in the table', () => {
    expect([...packageFolders()].sort()).toEqual(Object.keys(PACKAGE_FLOORS).sort())
  })

  test('a package imports those below it, through their doors', () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!isOurs(to) || packageOf(from) === packageOf(to)) return false
      return !PACKAGE_FLOORS[packageOf(from)]?.includes(packageOf(to)) || roomOf(to) !== 'index.ts'
    })
    expect(wrong.map(shown)).toEqual([])
  })

  test('a package declares what it imports', () => {
    const undeclared = imports.filter(({ from, to }) => {
      // `vscode` is there where an extension runs, and nowhere to be installed from.
      if (to.startsWith('node:') || to === 'vscode' || packageOf(from) === packageOf(to)) return false
      const wanted = isOurs(to) ? manifestOf(packageOf(to)).name : packageNamed(to)
      const { dependencies, devDependencies, peerDependencies } = manifestOf(packageOf(from))
      const declared = { ...dependencies, ...peerDependencies }
      return !(wanted in (isBundled(from) ? { ...declared, ...devDependencies } : declared))
    })
    expect(undeclared.map(shown)).toEqual([])
  })

  test('a page imports nothing of Node, and is imported by no one', () => {
    const wrong = imports.filter(({ from, to, typeOnly }) =>
      isBundled(from) ? to.startsWith('node:') || to.startsWith('node/') : isBundled(to) && !typeOnly,
    )
    expect(wrong.map(shown)).toEqual([])
  })

  test('a package asks for nothing that it does not import', () => {
    const unused = packageFolders().flatMap((folder) => {
      const used = new Set(
        imports
          .filter(({ from }) => packageOf(from) === folder && !isBundled(from))
          .map(({ to }) => (isOurs(to) ? manifestOf(packageOf(to)).name : packageNamed(to))),
      )
      const asked = Object.keys(manifestOf(folder).dependencies ?? {})
      return asked.filter((name) => !used.has(name)).map((name) => `${folder} -> ${name}`)
    })
    // For programs: who installs the command has structured configs, too.
    expect(unused).toEqual(['cli -> @hydraconf/schema'])
  })

  test('what runs in a browser needs nothing of Node', () => {
    const runs = [...BROWSER_FOLDERS, 'core/src/', 'check/src/']
    const wrong = imports.filter(
      ({ from, to, typeOnly }) => !typeOnly && to.startsWith('node:') && runs.some((folder) => from.startsWith(folder)),
    )
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([])
  })

  test('no file needs itself by way of others, not even for a type', () => {
    expect(cycleIn(imports.filter(({ to }) => isOurs(to)))).toEqual([])
  })

  test.each(GENERAL_PACKAGES)('%s does not know the quant domain', (name) => {
    const lines = filesOf(name).flatMap((file) => [
      file,
      ...readSource(file)
        .split('\n')
        .map((line, i) => `${file}:${i + 1} ${line}`),
    ])
    expect(lines.filter((line) => /quant/i.test(line))).toEqual([])
  })
})

// A call takes some 120,000 arguments and ends the program at more: trees, sweeps and reports are longer.
test('no list is spread into the arguments of a call that takes any number', () => {
  const spread = /\.(?:push|unshift)\(\s*\.\.\.|(?:\.splice|Math\.(?:max|min))\((?:[^()]*,)?\s*\.\.\./
  const files = packageFolders().flatMap(sourcesOf)
  expect(files.filter((file) => spread.test(readSource(file)))).toEqual([])
})

test('a cycle is found, and said file by file', () => {
  const arrow = (from: string, to: string): Import => ({ from, to, typeOnly: false })
  expect(cycleIn([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'b')])).toEqual(['b', 'c', 'b'])
  expect(cycleIn([arrow('a', 'b'), arrow('a', 'c'), arrow('b', 'c')])).toEqual([])
})

function sourcesOf(folder: string): readonly string[] {
  return filesOf(folder).filter((file) => !file.endsWith('.test.ts'))
}

function isBundled(file: string): boolean {
  return BROWSER_FOLDERS.some((folder) => file.startsWith(folder))
}

function isOurs(file: string): boolean {
  return packageOf(file) in PACKAGE_FLOORS && /\.tsx?$/.test(file)
}

function packageOf(file: string): string {
  return file.split('/')[0] ?? ''
}

/** The folder, or the file, right under `src`. */
function roomOf(file: string): string {
  return file.split('/')[2] ?? ''
}

function floorOf(file: string): number {
  return CORE_FLOORS.findIndex((rooms) => rooms.includes(roomOf(file)))
}

/** `ajv` of `ajv/dist/2020.js`, `@scope/name` of `@scope/name/x`. */
function packageNamed(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

function shown({ from, to }: Import): string {
  return `${from} -> ${to}`
}
