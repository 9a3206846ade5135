// `npm run pack`: builds, and packs every package as it is published, and the extension for VS Code, into packed/. `npm run pack -- 0.2.0` makes it that
// version first, in every manifest and wherever the code says which it is.
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildCommand, buildPackages } from './build.mjs'
import { root, SetupError, say, setUp } from './setup.mjs'

/** The folders of the packages. */
export function packageFolders() {
  return readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
}

/** Packs every package as `npm publish` would, into a folder. The packages have to be built. Gives the paths of the archives. */
export function pack(into) {
  mkdirSync(into, { recursive: true })
  const args = [
    'pack',
    '--ignore-scripts',
    '--json',
    '--pack-destination',
    into,
    ...packageFolders().filter(isPublished),
  ]
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd: root, encoding: 'utf8' })
  if (status !== 0) throw new SetupError(`npm cannot pack:\n${stdout}${stderr}`)
  return JSON.parse(stdout).map(({ filename }) => join(into, filename))
}

/** Whether a package goes to npm: the extension for VS Code does not. */
function isPublished(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private !== true
}

/** Gives every package a version, and has them ask for each other in that one. */
function setVersion(version) {
  if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    throw new SetupError(`'${version}' is no version: 0.2.0 or 0.2.0-rc.1 is.`)
  for (const path of [root, ...packageFolders()].map((folder) => join(folder, 'package.json'))) {
    const text = readFileSync(path, 'utf8')
      .replace(/^( {2}"version": )"[^"]+"/m, `$1"${version}"`)
      .replace(/^( {4}"(?:hydraconf|@hydraconf\/[a-z-]+)": )"[^"]+"/gm, `$1"${version}"`)
    writeFileSync(path, text)
  }
  for (const name of ['node', 'cli']) {
    const path = join(root, 'packages', name, 'src/version.ts')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/(export const VERSION = )'[^']+'/, `$1'${version}'`))
  }
  say(`the packages are ${version} now; run pnpm install to have the lockfile say so.`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const [version] = process.argv.slice(2)
    if (version !== undefined) setVersion(version)
    await setUp()
    if (!buildPackages()) throw new SetupError('the packages do not type-check; see above.')
    await buildCommand({ force: true })
    const folder = join(root, 'packed')
    rmSync(folder, { recursive: true, force: true })
    // Asked for when it is there: the set-up may install what it needs first.
    const { buildVsix } = await import('../packages/vscode/build-vsix.mjs')
    for (const archive of [...pack(folder), await buildVsix(folder)]) say(`packed ${archive}`)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
