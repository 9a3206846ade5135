// `npm run vsix`: the extension for VS Code as one file, packed/hydraconf-vscode-VERSION.vsix, with the server in it. `code
// --install-extension FILE` installs it without a network.
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { strToU8, zipSync } from 'fflate'
import { packageSources } from '../../scripts/package-sources.mjs'

const home = fileURLToPath(new URL('.', import.meta.url))
const root = join(home, '../..')
const data = join(root, 'packages/node')
const read = (path) => readFileSync(join(home, path), 'utf8')

/** Writes the extension into a folder. Gives the path of the file. */
export async function buildVsix(into = join(root, 'packed')) {
  const manifest = JSON.parse(read('package.json'))
  // VS Code loads CommonJS. The server is a process of its own, and a module: it imports the settings of projects.
  const extension = await bundle('extension.ts', 'extension.cjs', { format: 'cjs', external: ['vscode'] })
  const server = await bundle('server.ts', 'server.mjs', { format: 'esm', banner: { js: REQUIRE } })
  const files = {
    '[Content_Types].xml': CONTENT_TYPES,
    'extension.vsixmanifest': vsixManifest(manifest),
    'extension/package.json': `${JSON.stringify(published(manifest), undefined, 2)}\n`,
    'extension/README.md': read('README.md'),
    'extension/CHANGELOG.md': read('CHANGELOG.md'),
    'extension/LICENSE.txt': read('LICENSE'),
    'extension/NOTICES.txt': notices([...extension.packages, ...server.packages]),
    'extension/dist/extension.cjs': extension.text,
    'extension/dist/server.mjs': server.text,
    ...pluginConfigs(),
  }
  mkdirSync(into, { recursive: true })
  const path = join(into, `${manifest.name}-${manifest.version}.vsix`)
  const contents = Object.entries(files).map(([name, text]) => [name, [strToU8(text), { mtime: ALWAYS }]])
  writeFileSync(`${path}.${process.pid}`, zipSync(Object.fromEntries(contents), { level: 9 }))
  renameSync(`${path}.${process.pid}`, path)
  return path
}

/** The same sources make the same file, byte for byte. */
const ALWAYS = '1980-01-01T00:00:00'

/** What is CommonJS in the bundle asks for Node's own modules. */
const REQUIRE =
  "import { createRequire as hydraconfRequire } from 'node:module';const require=hydraconfRequire(import.meta.url);"

async function bundle(entry, outfile, options) {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(home, 'src', entry)],
    outfile,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    platform: 'node',
    target: 'node20',
    // As modules, where a package has both.
    mainFields: ['module', 'main'],
    alias: packageSources,
    absWorkingDir: root,
    ...options,
  })
  const inputs = Object.keys(metafile.inputs).filter((path) => path.includes('node_modules/'))
  return { text: outputFiles[0].text, packages: new Set(inputs.map(packageFolder)) }
}

//   node_modules/.pnpm/yaml@2.9.1/node_modules/yaml/browser/index.js   ->   node_modules/.pnpm/yaml@2.9.1/node_modules/yaml
function packageFolder(path) {
  const at = path.lastIndexOf('node_modules/') + 'node_modules/'.length
  const parts = path.slice(at).split('/')
  return path.slice(0, at) + parts.slice(0, parts[0].startsWith('@') ? 2 : 1).join('/')
}

/** The licences of what is bundled, each with the name of its package. */
function notices(folders) {
  const texts = [...new Set(folders)].sort().map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each))
    if (file === undefined) throw new Error(`${name} has no text of its licence: say here where it is.`)
    return `${name} ${version}\n\n${readFileSync(join(root, folder, file), 'utf8').trim()}\n`
  })
  return ['This extension contains the following packages.\n', ...texts].join(`\n${'-'.repeat(80)}\n\n`)
}

/** The configs that Hydra's plugins store: files of @hydraconf/node, which the server finds by the name of the package. */
function pluginConfigs() {
  const { name, version, license } = JSON.parse(readFileSync(join(data, 'package.json'), 'utf8'))
  const into = `extension/node_modules/${name}`
  const files = { [`${into}/package.json`]: `${JSON.stringify({ name, version, license })}\n` }
  for (const path of filesIn(join(data, 'plugin-configs')))
    files[`${into}/${relative(data, path).split(sep).join('/')}`] = readFileSync(path, 'utf8')
  return files
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** The manifest without what only the checkout needs. */
function published({ private: _, type, scripts, dependencies, devDependencies, engines: { vscode }, ...manifest }) {
  return { ...manifest, engines: { vscode } }
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${Object.entries({
  json: 'application/json',
  vsixmanifest: 'text/xml',
  md: 'text/markdown',
  txt: 'text/plain',
  cjs: 'application/javascript',
  mjs: 'application/javascript',
  yaml: 'text/yaml',
})
  .map(([ending, type]) => `<Default Extension=".${ending}" ContentType="${type}"/>`)
  .join('')}</Types>
`

function vsixManifest({ name, version, publisher, displayName, description, categories, keywords, engines }) {
  const asset = (type, path) =>
    `    <Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${path}" Addressable="true"/>`
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${displayName}</DisplayName>
    <Description xml:space="preserve">${description}</Description>
    <Tags>${keywords.join(',')}</Tags>
    <Categories>${categories.join(',')}</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <License>extension/LICENSE.txt</License>
    <Properties>
      <Property Id="Microsoft.VisualStudio.Code.Engine" Value="${engines.vscode}"/>
      <Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
    </Properties>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code"/>
  </Installation>
  <Dependencies/>
  <Assets>
${[
  asset('Code.Manifest', 'package.json'),
  asset('Services.Content.Details', 'README.md'),
  asset('Services.Content.Changelog', 'CHANGELOG.md'),
  asset('Services.Content.License', 'LICENSE.txt'),
].join('\n')}
  </Assets>
</PackageManifest>
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(`${await buildVsix()}\n`)
