// `npm run try-vscode`: VS Code, as code-server serves it, with the packed extension, driven in chromium: problems, hovers, completion,
// definitions, the composed config, the picker, comparisons, the choices in the side bar. Leaves pictures in a folder. code-server is large and not among what CI needs:
//
//   apt-get install libkrb5-dev libx11-dev libxkbfile-dev libsecret-1-dev
//   npm install node@24 && PATH=$PWD/node_modules/node/bin:$PATH npm install code-server
//   CODE_SERVER=node_modules/code-server/out/node/entry.js CODE_SERVER_NODE=node_modules/node/bin/node npm run try-vscode -- FOLDER
import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { buildVsix } from '../../packages/vscode/build-vsix.mjs'

const entry = process.env.CODE_SERVER
if (entry === undefined) {
  process.stderr.write('CODE_SERVER has to name code-server: see the head of test/editors/code-server.mjs.\n')
  process.exit(2)
}
const pictures = resolve(process.argv[2] ?? 'tmp/vscode')
const home = mkdtempSync(join(tmpdir(), 'hydraconf-code-server-'))
const project = join(home, 'shop')
const directories = ['--user-data-dir', join(home, 'user'), '--extensions-dir', join(home, 'extensions')]
const nodeProgram = process.env.CODE_SERVER_NODE ?? process.execPath

const CONFIG = `defaults:
  - db: mysql
  - optim: adam
  - _self_

url: http://\${db.host}:\${db.port}/shop
batch: 32
`

mkdirSync(pictures, { recursive: true })
mkdirSync(join(home, 'user/User'), { recursive: true })
write({
  'conf/config.yaml': CONFIG,
  'conf/train.yaml': 'defaults:\n  - db: postgres\n  - _self_\n\nepochs: 10\n',
  'conf/db/mysql.yaml': 'host: localhost\nport: 3306\nuser: ${oc.env:USER,nobody}\n',
  'conf/db/postgres.yaml': 'host: db.example.com\nport: 5432\nuser: shop\n',
  'conf/optim/adam.yaml': 'lr: 1e-3\nbetas: [0.9, 0.999]\n',
  'conf/optim/sgd.yaml': 'lr: 0.1\nmomentum: 0.9\n',
})
git('init', '-q')
git('add', '.')
git('commit', '-qm', 'The first')

const settings = {
  'workbench.startupEditor': 'none',
  'security.workspace.trust.enabled': false,
  'workbench.colorTheme': 'Default Light Modern',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
}
writeFileSync(join(home, 'user/User/settings.json'), JSON.stringify(settings))

const vsix = await buildVsix(home)
const installed = spawnSync(nodeProgram, [entry, ...directories, '--install-extension', vsix], { encoding: 'utf8' })
step(
  installed.stdout.includes('successfully installed'),
  'the extension is installed',
  installed.stdout + installed.stderr,
)

const port = await freePort()
const serving = ['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry', '--disable-update-check']
const server = spawn(nodeProgram, [entry, ...directories, ...serving, project], { stdio: ['ignore', 'pipe', 'pipe'] })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
})
const page = await browser.newPage({ viewport: { width: 1360, height: 860 } })
page.setDefaultTimeout(180_000)
try {
  await new Promise((done) =>
    server.stdout.on('data', (data) => String(data).includes('HTTP server listening') && done()),
  )
  await page.goto(`http://127.0.0.1:${port}/?folder=${encodeURIComponent(project)}`)
  await page.locator('.monaco-workbench').waitFor()
  await open('config.yaml')
  await page.locator('.statusbar-item', { hasText: 'conf: config' }).waitFor()
  step(true, 'the status bar says what is looked at')
  await page.getByText('= localhost').first().waitFor()
  step(true, 'hints show what interpolations stand for')
  await page.locator('.pane-header', { hasText: 'Outline' }).waitFor()
  await page.locator('.pane-header', { hasText: 'shop' }).click()
  await page.locator('.pane-header', { hasText: 'Hydra Configs' }).click()
  await page.locator('.monaco-list-row', { hasText: '_self_' }).first().waitFor()
  await picture('1-editor')
  await open('config.yaml')

  await line(2, 'End')
  await page.keyboard.type('x')
  await page.locator('.squiggly-error').first().waitFor()
  await command('Problems: Focus on Problems View')
  await page.locator('.markers-panel').getByText("Could not find 'db/mysqlx'").first().waitFor()
  step(true, 'a wrong option is a problem')
  await picture('2-problem')
  await command('View: Toggle Panel Visibility')
  await open('config.yaml')
  await line(2, 'End')
  await page.keyboard.press('Backspace')
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached' })

  await page.keyboard.press('Control+K')
  await page.keyboard.press('Control+I')
  await page.locator('.monaco-hover', { hasText: 'conf/db/mysql.yaml' }).first().waitFor()
  step(true, 'a hover on an entry says which file it is')
  await picture('3-hover')
  await page.keyboard.press('Escape')

  await line(6, 'End')
  await page.keyboard.type(' ${db.')
  await page.locator('.suggest-widget', { hasText: 'port' }).waitFor()
  step(true, 'keys are completed in an interpolation')
  await picture('4-completion')
  await page.keyboard.press('Escape')
  for (let typed = 0; typed < 7; typed++) await page.keyboard.press('Backspace')

  await line(2, 'End')
  await page.keyboard.press('F12')
  await page.locator('.tab.active', { hasText: 'mysql.yaml' }).waitFor()
  step(true, 'an entry leads to its file')

  await command('Hydra: Show Composed Config')
  const composed = page.locator('.editor-group-container', { hasText: 'conf (composed).yaml' })
  await composed.getByText('conf/db/mysql.yaml:1:7').first().waitFor()
  await line(1, 'End')
  await page.keyboard.type('x')
  await composed.getByText('localhostx').first().waitFor()
  step(true, 'the composed config follows an edit that is not saved')
  await picture('5-composed')
  await page.keyboard.press('Backspace')

  await command('Hydra: Choose Config and Overrides')
  await page.locator('.quick-input-widget', { hasText: 'Primary config' }).waitFor()
  await picture('6-picker')
  await page.locator('.quick-input-widget').getByText('Overrides…').click()
  await page.locator('.quick-input-widget').getByText('Done').waitFor()
  await page.keyboard.type('db=')
  await page.locator('.quick-input-widget').getByText('db=postgres').waitFor()
  await picture('7-overrides')
  await page.locator('.quick-input-widget').getByText('db=postgres').click()
  await page.locator('.quick-input-widget').getByText('Done').waitFor()
  await page.locator('.quick-input-widget').getByText('Done').click()
  await page.locator('.statusbar-item', { hasText: 'conf: config +1' }).waitFor()
  await composed.getByText('db.example.com').first().waitFor()
  step(true, 'another composition is looked at')
  await picture('8-other')

  await command('Hydra: Compare with Other Overrides')
  await page.locator('.quick-input-widget').getByText('Done').waitFor()
  await page.keyboard.type('optim=sgd')
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'optim=sgd' }).first().waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.quick-input-widget').getByText('Done').click()
  await page.locator('.monaco-diff-editor', { hasText: 'momentum' }).waitFor()
  step(true, 'two compositions are compared')
  await picture('9-compared')

  await open('config.yaml')
  await line(7, 'End')
  await page.keyboard.type('0')
  await command('Hydra: Compare with Last Commit')
  await page.locator('.tab.active', { hasText: 'last commit' }).waitFor()
  const committed = page.locator('.editor-group-container.active .monaco-diff-editor')
  await committed.locator('.original', { hasText: 'batch: 32' }).waitFor()
  await committed.locator('.modified', { hasText: 'batch: 320' }).waitFor()
  step(true, 'what is typed is compared with the last commit')
  await picture('10-last-commit')

  const tree = page.locator('.pane', { hasText: 'Hydra Configs' })
  await tree.locator('.monaco-list-row', { hasText: 'optim' }).first().click()
  await page.locator('.quick-input-widget .monaco-list-row', { hasText: 'sgd' }).click()
  await tree.locator('.monaco-list-row', { hasText: 'sgd' }).first().waitFor()
  await page.locator('.statusbar-item', { hasText: 'conf: config +2' }).waitFor()
  step(true, 'a choice of the side bar chooses another option')
  await picture('11-choices')

  await command('Hydra: Restart the Language Server')
  await tree.locator('.monaco-list-row', { hasText: 'sgd' }).first().waitFor()
  await page.reload()
  await page.locator('.statusbar-item', { hasText: 'conf: config +2' }).waitFor()
  step(true, 'what was picked is remembered for the workspace')
  await picture('12-remembered')
} catch (error) {
  await picture('failed')
  throw error
} finally {
  await browser.close()
  server.kill()
  rmSync(home, { recursive: true, force: true })
}

function write(files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(project, name, '..'), { recursive: true })
    writeFileSync(join(project, name), text)
  }
}

function git(...args) {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false']
  spawnSync('git', [...who, ...args], { cwd: project, stdio: 'inherit' })
}

/** Says what was seen; ends where it was not. */
function step(isSo, what, why = '') {
  if (!isSo) throw new Error(`not so: ${what}\n${why}`)
  process.stdout.write(`${what}\n`)
}

async function picture(name) {
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}

/** Runs a command by its title, as the palette finds it. */
async function command(title) {
  await page.keyboard.press('F1')
  await page.locator('.quick-input-widget input').fill(`>${title}`)
  await page
    .locator('.quick-input-widget .monaco-list-row', { hasText: title.split(': ')[1] })
    .first()
    .click()
}

async function open(file) {
  await page.keyboard.press('Control+P')
  await page.locator('.quick-input-widget input').fill(file)
  // The list is still being filtered: what is clicked may be another row by then.
  await page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: file }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('.tab.active', { hasText: file }).waitFor()
  await page.locator('.editor-group-container.active .view-lines').click()
}

/** Puts the cursor into a line, at its `Home` or `End`. */
async function line(number, key) {
  await page.keyboard.press('Control+Home')
  for (let at = 1; at < number; at++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press(key)
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}
