import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createSearchPath } from '@hydraconf/core'
import { sourceOpener } from '@hydraconf/node'
import { expect, onTestFinished, test } from 'vitest'
import { readTree } from '../tree/read-tree.js'
import { type Served, serve } from './serve.js'

const PAGE = new Map([
  ['index.html', '<meta content="STYLE_NONCE">'],
  ['studio.js', 'page and STYLE_NONCE'],
  ['studio.css', ''],
  ['worker.js', ''],
])

const FILES = {
  'conf/config.yaml': 'a: ${oc.env:SECRET}\n',
  'conf/db/mysql.yaml': 'port: 1\n',
  'secret.yaml': 'no: 1\n',
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'studio-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  return dir
}

async function started(files: Readonly<Record<string, string>> = FILES, given: Partial<Served> = {}, wanted = 21_000) {
  const dir = folderOf(files)
  const environment = {
    searchPath: createSearchPath(`file://${dir}/conf`),
    open: sourceOpener(dir),
    facts: { cwd: dir, env: {}, now: {} as never, version: '1.3.5', jobName: 'app' },
  }
  const asked = { environment, configName: 'config', overrides: [], panels: [], command: ['hydraconf'] }
  const { canEdit = false } = given
  const serving = await serve(
    {
      page: PAGE,
      panels: [],
      readTree: () => readTree(asked, { isServed: true, canEdit }),
      cwd: dir,
      variables: { env: { SECRET: 'told', OTHER: 'never' } },
      canEdit,
      ...given,
    },
    wanted,
  )
  onTestFinished(() => serving.close())
  return { dir, serving, ask: asking(serving.port, new URL(serving.address).pathname) }
}

interface Asked {
  readonly path?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly token?: string
}

function asking(port: number, base: string) {
  return ({ path = '', method = 'GET', headers = {}, body, token = base }: Asked) =>
    new Promise<{ status: number; text: string; headers: Readonly<Record<string, unknown>> }>((done, failed) => {
      const sent = request(
        { agent: false, port, host: '127.0.0.1', path: `${token}${path}`, method, headers },
        (response) => {
          let text = ''
          response.setEncoding('utf8')
          response.on('data', (part) => {
            text += part
          })
          response.on('end', () => done({ status: response.statusCode!, text, headers: response.headers }))
        },
      )
      sent.on('error', failed)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    })
}

/** Listens for changes behind one, until a word comes. */
async function hearing({ address }: { readonly address: string }, last: number) {
  const response = await fetch(`${address}events?last=${last}`)
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  return async (word: string): Promise<string> => {
    let heard = ''
    while (!heard.includes(word)) heard += (await reader.read()).value ?? ''
    return heard
  }
}

test('only our own page is let in: by host, origin and token', async () => {
  const { ask, serving } = await started()
  const own = `http://127.0.0.1:${serving.port}`
  expect((await ask({})).status).toBe(200)
  expect((await ask({ headers: { host: `localhost:${serving.port}`, origin: own } })).status).toBe(200)
  expect((await ask({ headers: { host: 'evil.example' } })).status).toBe(403)
  expect((await ask({ headers: { host: '127.0.0.1:1' } })).status).toBe(403)
  expect((await ask({ headers: { origin: 'https://evil.example' } })).status).toBe(403)
  expect((await ask({ headers: { origin: 'null' } })).status).toBe(403)
  for (const token of ['/', '/wrong/', `/${'a'.repeat(24)}/`]) expect((await ask({ token })).status).toBe(404)
  expect((await ask({ path: 'save', method: 'POST', body: [] })).status).toBe(403)
  expect((await ask({ method: 'PUT' })).status).toBe(405)
})

test('an address without its last slash leads to the page, whose scripts stand below it', async () => {
  const { ask, serving } = await started()
  const { pathname } = new URL(serving.address)
  const { status, headers } = await ask({ token: pathname.slice(0, -1) })
  expect([status, headers.location]).toEqual([308, pathname])
})

test('the policy allows no inline script, and styles by a word that changes', async () => {
  const { ask } = await started()
  const [one, two] = [await ask({}), await ask({})]
  const policy = String(one.headers['content-security-policy'])
  expect(policy).toContain("script-src 'self';")
  expect(policy).not.toContain('unsafe')
  const [, nonce] = /'nonce-([^']+)'/.exec(policy)!
  expect(one.text).toBe(`<meta content="${nonce}">`)
  expect(two.text).not.toBe(one.text)
  expect((await ask({ path: 'studio.js' })).text).toBe('page and STYLE_NONCE')
})

test('no path leads out of the config folders', async () => {
  const { ask } = await started()
  expect(JSON.parse((await ask({ path: 'file?source=0&path=db/mysql.yaml' })).text)).toMatchObject({
    text: 'port: 1\n',
  })
  for (const path of ['../secret.yaml', '/etc/passwd', 'db/../../secret.yaml', 'db%2F..%2F..%2Fsecret.yaml', '']) {
    expect((await ask({ path: `file?source=0&path=${path}` })).status).toBe(404)
  }
  expect((await ask({ path: 'file?source=7&path=config.yaml' })).status).toBe(404)
  expect((await ask({ path: '../secret.yaml' })).status).toBe(404)
  expect((await ask({ path: 'package.json' })).status).toBe(404)
})

test('the tree holds no value of the environment; the variables that configs ask for are given when asked', async () => {
  const { ask } = await started()
  const { text } = await ask({ path: 'tree' })
  expect(text).not.toContain('told')
  expect(JSON.parse(text)).toMatchObject({ variables: ['SECRET'], isServed: true, canEdit: false })
  expect(JSON.parse((await ask({ path: 'variables' })).text)).toEqual({ SECRET: 'told' })
})

test('a port in use: the next free one', async () => {
  const first = createServer()
  await new Promise<void>((done) => first.listen(0, '127.0.0.1', done))
  onTestFinished(() => void first.close())
  const { port } = first.address() as { port: number }
  const { serving } = await started(FILES, {}, port)
  expect(serving.port).toBeGreaterThan(port)
})

test('files are written whole or not at all, only with --edit, and only where nothing changed meanwhile', async () => {
  const { ask, serving, dir } = await started(FILES, { canEdit: true }, 23_000)
  const headers = { origin: `http://127.0.0.1:${serving.port}` }
  const save = (body: unknown) => ask({ path: 'save', method: 'POST', headers, body })
  const config = { source: 0, path: 'config.yaml', was: FILES['conf/config.yaml'], text: 'a: 2\n' }
  const mysql = { source: 0, path: 'db/mysql.yaml', was: 'port: 1\n', text: 'port: 2\n' }
  const read = (path: string) => readFileSync(join(dir, path), 'utf8')

  writeFileSync(join(dir, 'conf/db/mysql.yaml'), 'port: 7\n')
  const refused = await save([config, mysql])
  expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('db/mysql.yaml was changed on disk')])
  expect(read('conf/config.yaml')).toBe(FILES['conf/config.yaml'])

  expect((await save([config, { ...mysql, was: 'port: 7\n' }])).status).toBe(200)
  expect([read('conf/config.yaml'), read('conf/db/mysql.yaml')]).toEqual(['a: 2\n', 'port: 2\n'])

  for (const path of ['../secret.yaml', '/etc/passwd', 'new.yaml', 'db/../../secret.yaml']) {
    expect((await save([{ ...mysql, path, was: 'no: 1\n' }])).status).toBe(409)
  }
  expect(read('secret.yaml')).toBe('no: 1\n')
  symlinkSync(join(dir, 'secret.yaml'), join(dir, 'conf/link.yaml'))
  expect((await save([{ source: 0, path: 'link.yaml', was: 'no: 1\n', text: 'no: 2\n' }])).status).toBe(409)
  expect(read('secret.yaml')).toBe('no: 1\n')

  for (const body of [
    {},
    null,
    [1],
    [{ ...mysql, text: 1 }],
    [{ ...mysql, source: 'a' }],
    [{ ...mysql, was: undefined }],
  ]) {
    const { status, text } = await save(body)
    expect([status, text]).toEqual([409, expect.stringContaining('no list of files with their texts')])
  }

  const without = await started(FILES, {}, 24_000)
  const origin = `http://127.0.0.1:${without.serving.port}`
  expect((await without.ask({ path: 'save', method: 'POST', headers: { origin }, body: [] })).status).toBe(404)
})

test('what changes on disk is told with its text', async () => {
  const { dir, serving } = await started()
  const listening = await hearing(serving, 0)
  writeFileSync(join(dir, 'conf/db/mysql.yaml'), 'port: 9\n')
  expect(await listening('port: 9')).toContain('id: 1\nevent: changed\ndata: {"changed":[{"path":"db/mysql.yaml"')
})

test('a page that listens later than something changed, or again, hears of what it missed', async () => {
  const { dir, serving, ask } = await started()
  const { lastChange } = JSON.parse((await ask({ path: 'tree' })).text) as { lastChange: number }
  const first = await hearing(serving, lastChange)
  writeFileSync(join(dir, 'conf/db/mysql.yaml'), 'port: 9\n')
  await first('port: 9')
  const late = await hearing(serving, lastChange)
  expect(await late('port: 9')).toContain(`id: ${lastChange + 1}\n`)
  const { text } = await ask({ path: 'tree' })
  expect(text).toContain('port: 9')
  expect(JSON.parse(text)).toMatchObject({ lastChange: lastChange + 1 })
  // Nobody knows any more what a page missed that was away for long, or was another server's.
  const lost = await hearing(serving, 4711)
  expect(await lost('event:')).toContain('event: moved')
})

test('a folder that a config adds later is followed, and so is one that takes the place of another', async () => {
  const adding = (folder: string) => `hydra:\n  searchpath: [file://${dir}/${folder}]\n`
  const { dir, serving } = await started({
    ...FILES,
    'one/cache/a.yaml': 'size: 1\n',
    'two/cache/a.yaml': 'size: 2\n',
  })
  const hears = await hearing(serving, 0)
  writeFileSync(join(dir, 'conf/config.yaml'), adding('one'))
  await hears('event: moved')
  writeFileSync(join(dir, 'one/cache/a.yaml'), 'size: 10\n')
  await hears('size: 10')
  writeFileSync(join(dir, 'conf/config.yaml'), adding('two'))
  await hears('event: moved')
  writeFileSync(join(dir, 'two/cache/a.yaml'), 'size: 20\n')
  await hears('size: 20')
})
