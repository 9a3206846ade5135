import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { HydraconfError, type PluginPanel, raise, type Variables, variableNamed } from '@hydraconf/core'
import { noPortFree } from '../messages.js'
import { checksScript } from '../tree/checks.js'
import { panelScript } from '../tree/panels.js'
import { readFile } from '../tree/read-file.js'
import type { ReadTree } from '../tree/read-tree.js'
import type { TreeChange } from '../tree/tree-data.js'
import { variablesIn } from '../tree/variables.js'
import { Announcer } from './announcer.js'
import { followTree } from './follow-tree.js'
import { admitted, safetyHeaders } from './guard.js'
import type { PageFiles } from './page-files.js'
import { readEdits } from './read-edits.js'
import { save } from './save.js'

/** What is served. */
export interface Served {
  readonly page: PageFiles
  readonly panels: readonly PluginPanel[]
  /** Reads the tree as it is now. */
  readTree(): ReadTree
  readonly cwd: string
  /** The environment: the page gets the variables that the configs ask for, when its user says so. */
  readonly variables: Variables
  readonly canEdit: boolean
}

export interface Serving {
  /** `http://127.0.0.1:8710/TOKEN/` */
  readonly address: string
  readonly port: number
  close(): Promise<void>
}

/** Serves the page on the loopback interface, at the first free port from the given one on. @throws HydraException where none is */
export async function serve(served: Served, wanted: number): Promise<Serving> {
  const token = randomBytes(18).toString('base64url')
  const announcer = new Announcer()
  const tree = followTree(
    () => served.readTree(),
    served.cwd,
    (change) => announcer.tell(change),
  )
  const server = createServer((request, response) => {
    const at = (server.address() as { port: number }).port
    const found = admitted(request, at, token)
    if ('status' in found) return answer(response, found.status, 'text/plain', `${found.why}\n`)
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    if (request.method === 'POST')
      return found.path === 'save' && served.canEdit
        ? void saved(request, response, tree.current)
        : answer(response, 404, 'text/plain', 'nothing here\n')
    // All that the page asks for stands below its address.
    if (found.path === '' && url.pathname === `/${token}`) return moved(response, `/${token}/`)
    switch (found.path) {
      case 'tree':
        return answer(response, 200, JSON_TYPE, JSON.stringify({ ...tree.current.data, lastChange: announcer.last }))
      case 'file':
        return file(response, url, tree.current, served.cwd)
      case 'texts':
        return answer(response, 200, JSON_TYPE, JSON.stringify(texts(tree.current, served.cwd)))
      case 'variables':
        return answer(response, 200, JSON_TYPE, JSON.stringify(variables(tree.current, served)))
      case 'checks.js':
        return answer(response, 200, TYPES.js!, checksScript(tree.current.checks))
      case 'events':
        response.writeHead(200, { ...safetyHeaders(''), 'Content-Type': 'text/event-stream' })
        return announcer.listen(
          response,
          Number(request.headers['last-event-id'] ?? url.searchParams.get('last') ?? -1),
        )
      default:
        return page(response, found.path === '' ? 'index.html' : found.path, served)
    }
  })
  const port = await listening(server, wanted)
  return {
    address: `http://127.0.0.1:${port}/${token}/`,
    port,
    close: () =>
      new Promise((done) => {
        tree.close()
        announcer.close()
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const JSON_TYPE = 'application/json'

const TYPES: Readonly<Record<string, string>> = { html: 'text/html', js: 'text/javascript', css: 'text/css' }

function page(response: ServerResponse, name: string, { page: files, panels }: Served): void {
  const panel = panels.find((each) => name === `panels/${each.name}.js`)
  const text = panel === undefined ? files.get(name) : panelScript(panel)
  if (text === undefined) {
    answer(response, 404, 'text/plain', 'nothing here\n')
    return
  }
  const nonce = randomBytes(12).toString('base64')
  const told = name === 'index.html' ? text.replace('STYLE_NONCE', nonce) : text
  answer(response, 200, TYPES[name.split('.').at(-1)!]!, told, nonce)
}

function file(response: ServerResponse, url: URL, { data, sources }: ReadTree, cwd: string): void {
  const source = Number(url.searchParams.get('source'))
  const path = url.searchParams.get('path') ?? ''
  // Only what the tree lists: no path leads out of it.
  const isListed = data.sources[source]?.files.some((known) => known.path === path) === true
  const read = isListed ? readFile(sources[source]!, path, cwd) : undefined
  if (read === undefined) answer(response, 404, 'text/plain', 'no such file in the tree\n')
  else answer(response, 200, JSON_TYPE, JSON.stringify(read))
}

/** Every file with its text, for a page that got the names alone. */
function texts({ data, sources }: ReadTree, cwd: string): TreeChange {
  const changed = data.sources.flatMap(({ files }, source) =>
    files.flatMap(({ path }) => {
      const read = readFile(sources[source]!, path, cwd)
      return read === undefined ? [] : [{ ...read, source }]
    }),
  )
  return { changed, removed: [] }
}

/** The variables that the configs ask for, with their values. Of a tree that went by names its files are read for that. */
function variables(read: ReadTree, { variables: given, cwd }: Served): Readonly<Record<string, string>> {
  const names = read.data.variables ?? variablesIn(texts(read, cwd).changed.map(({ text }) => text ?? ''))
  const found = [...names, ...Object.keys(read.data.rules.variableKeys ?? {})].map(
    (name) => [name, variableNamed(name, given)?.value] as const,
  )
  return Object.fromEntries(found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

async function saved(request: IncomingMessage, response: ServerResponse, { sources }: ReadTree): Promise<void> {
  try {
    save(readEdits(await bodyOf(request)), sources)
    answer(response, 200, JSON_TYPE, '{}')
  } catch (error) {
    const { message, advice } =
      error instanceof HydraconfError
        ? { message: error.summary, advice: error.advice }
        : { message: `Nothing was written: ${(error as Error).message}`, advice: undefined }
    answer(response, 409, JSON_TYPE, JSON.stringify({ message, advice }))
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += (part as Buffer).length
    if (length > MOST_BODY) throw new Error('it is too large')
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString('utf8')
}

const MOST_BODY = 64 * 2 ** 20

function answer(response: ServerResponse, status: number, type: string, body: string, nonce = ''): void {
  response.writeHead(status, { ...safetyHeaders(nonce), 'Content-Type': `${type}; charset=utf-8` })
  response.end(body)
}

function moved(response: ServerResponse, to: string): void {
  response.writeHead(308, { ...safetyHeaders(''), Location: to })
  response.end()
}

/** How many ports are tried, the wanted one first. */
const TRIES = 20

async function listening(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES && port < 65_536; port++) {
    if (await isFree(server, port)) return (server.address() as { port: number }).port
  }
  throw raise(noPortFree({ first: wanted, last: Math.min(wanted + TRIES, 65_536) - 1 }))
}

function isFree(server: Server, port: number): Promise<boolean> {
  return new Promise((done, fail) => {
    const failed = (error: NodeJS.ErrnoException): void =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? done(false) : fail(error)
    server.once('error', failed)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed)
      done(true)
    })
  })
}
