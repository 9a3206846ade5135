// node bench/editor.mjs [--edits N] [--scale L]
// Types like a person in a generated tree of some 1,000 files, with a language server behind, and prints how soon it answers,
// by the clock and in CPU time of the server, which is what holds where others work on the machine too.
import { spawn } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { SCALES, writeTree } from './trees.mjs'

const { values: flags } = parseArgs({
  options: { edits: { type: 'string', default: '200' }, scale: { type: 'string', default: 'L' } },
})
const METHOD_NOT_FOUND = -32601
const HINT = 4
const TYPED = 'conf/part000/opt0.yaml'
const PRIMARY = 'conf/config.yaml'
const root = fileURLToPath(new URL('..', import.meta.url))
const work = realpathSync(mkdtempSync(join(os.tmpdir(), 'hydraconf-editor-bench-')))
try {
  const { files } = writeTree(join(work, 'conf'), flags.scale, SCALES[flags.scale])
  // Something to be found that no file shows by itself.
  appendFileSync(join(work, TYPED), `lost: \${paths.rot}\n`)
  const server = startServer()
  console.log(`${files} files, Node ${process.version}, ${os.cpus()[0].model}`)
  await begin(server)
  await type(server)
  server.close()
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** Opens the workspace and a file: what is wrong with that file is to be known at once, and as a check of all files has it. */
async function begin(server) {
  const began = performance.now()
  await server.request('initialize', {
    processId: null,
    rootUri: uri(''),
    capabilities: { textDocument: { hover: { contentFormat: ['markdown'] }, definition: { linkSupport: true } } },
  })
  server.notify('initialized', {})
  for (const name of [TYPED, PRIMARY]) {
    const textDocument = {
      uri: uri(name),
      languageId: 'yaml',
      version: 1,
      text: readFileSync(join(work, name), 'utf8'),
    }
    server.notify('textDocument/didOpen', { textDocument })
  }
  const first = await server.diagnosticsOf(uri(TYPED))
  const soon = performance.now() - began
  const work1 = server.cpu()
  const items = (await server.request('workspace/diagnostic', { previousResultIds: [] })).items
  const last = items.find((item) => item.uri === uri(TYPED)).items
  const isSame = JSON.stringify(first) === JSON.stringify(last.filter(({ severity }) => severity !== HINT))
  console.log(
    `first diagnostics of the open file ${shown(soon, work1)} after the start${isSame ? ', as they are in the end' : ', NOT as in the end'}`,
  )
  console.log(`all files checked ${shown(performance.now() - began, server.cpu())} after the start`)
  console.log(`memory: ${memoryOf(server.pid)}`)
}

/** Types digits behind a value, with a pause for thought now and then, and asks what editors ask after each key. */
async function type(server) {
  const times = new Map()
  let text = readFileSync(join(work, TYPED), 'utf8')
  const line = text.split('\n').findIndex((each) => /^\w+: \d/.test(each))
  for (let edit = 0; edit < Number(flags.edits); edit++) {
    const end = { line, character: text.split('\n')[line].length }
    const key = edit % 10
    server.notify('textDocument/didChange', {
      textDocument: { uri: uri(TYPED), version: edit + 2 },
      contentChanges: [{ range: { start: end, end }, text: String(key) }],
    })
    text = text
      .split('\n')
      .with(line, text.split('\n')[line] + key)
      .join('\n')
    for (const [method, params] of questions(line)) {
      const [asked, worked] = [performance.now(), server.cpu()]
      try {
        await server.request(method, params)
      } catch (error) {
        if (error.code === METHOD_NOT_FOUND) continue
        throw error
      }
      const time = [performance.now() - asked, server.cpu() - worked]
      times.set(method, [...(times.get(method) ?? []), time])
    }
    // As fast as people type; when they stop, a check begins, and the next key comes in the middle of it.
    await new Promise((resolve) => setTimeout(resolve, key === 9 ? 500 : 60))
  }
  console.log(`memory: ${memoryOf(server.pid)}`)
  console.log(`answered within, in 95 of 100 cases and at most (in brackets: what the server worked)`)
  for (const [method, all] of times) console.log(`${method.padEnd(34)} ${spread(all)}`)
  console.log(`${'all of them'.padEnd(34)} ${spread([...times.values()].flat())}`)
}

function questions(line) {
  const textDocument = { uri: uri(TYPED) }
  const position = { line, character: 1 }
  const whole = { start: { line: 0, character: 0 }, end: { line: 40, character: 0 } }
  return [
    ['textDocument/hover', { textDocument, position }],
    ['textDocument/completion', { textDocument, position: { line, character: 0 } }],
    ['textDocument/definition', { textDocument, position }],
    ['textDocument/documentSymbol', { textDocument }],
    ['textDocument/documentLink', { textDocument: { uri: uri(PRIMARY) } }],
    ['textDocument/references', { textDocument, position, context: { includeDeclaration: true } }],
    ['textDocument/prepareRename', { textDocument, position }],
    ['textDocument/rename', { textDocument, position, newName: 'renamed' }],
    ['textDocument/codeAction', { textDocument, range: whole, context: { diagnostics: [] } }],
    ['textDocument/diagnostic', { textDocument }],
    ['textDocument/inlayHint', { textDocument, range: whole }],
    ['textDocument/codeLens', { textDocument }],
    ['textDocument/semanticTokens/full', { textDocument }],
    ['textDocument/foldingRange', { textDocument }],
    ['workspace/symbol', { query: 'dept' }],
    ['hydraconf/composed', { textDocument }],
    ['hydraconf/composedPlaces', { textDocument }],
    ['hydraconf/defaults', {}],
  ]
}

function spread(all) {
  const at = (which, share) => {
    const sorted = all.map((time) => time[which]).sort((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  }
  const of = (share) => shown(at(0, share), at(1, share))
  return `median ${of(0.5).padEnd(18)} 95% ${of(0.95).padEnd(18)} most ${of(1)}`
}

function shown(clock, worked) {
  const digits = clock < 100 ? 1 : 0
  return `${clock.toFixed(digits)} ms (${worked.toFixed(digits)})`
}

function uri(name) {
  return pathToFileURL(join(work, name)).href
}

/** Resident memory, now and at its highest. */
function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mib = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) / 1024)
  return `${mib('VmRSS')} MiB, at most ${mib('VmHWM')}`
}

/** Milliseconds that a process has worked, all of its threads together. */
function cpuOf(pid) {
  const threads = readdirSync(`/proc/${pid}/task`)
  const worked = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]))
  return worked.reduce((sum, each) => sum + each, 0) / 1e6
}

function startServer() {
  const command = createRequire(join(root, 'package.json')).resolve('hydraconf/package.json')
  const args = [join(command, '../dist/hydraconf.cjs'), 'lsp', '--stdio']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = new Map()
  const published = new Map()
  let received = Buffer.alloc(0)
  let ids = 0
  child.stdout.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    for (let head = received.indexOf('\r\n\r\n'); head !== -1; head = received.indexOf('\r\n\r\n')) {
      const length = Number(/Content-Length: (\d+)/i.exec(received.subarray(0, head))[1])
      if (received.length < head + 4 + length) return
      handle(JSON.parse(received.subarray(head + 4, head + 4 + length).toString()))
      received = received.subarray(head + 4 + length)
    }
  })
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const handle = ({ id, method, params, result, error }) => {
    if (method === 'textDocument/publishDiagnostics') published.get(params.uri)?.(params.diagnostics)
    else if (method === undefined) waiting.get(id)?.(error, result)
    else if (id !== undefined) send({ id, result: null })
  }
  return {
    pid: child.pid,
    cpu: () => cpuOf(child.pid),
    request: (method, params) =>
      new Promise((resolve, reject) => {
        const id = ++ids
        waiting.set(id, (error, result) =>
          error ? reject(Object.assign(new Error(error.message), error)) : resolve(result),
        )
        send({ id, method, params })
      }),
    notify: (method, params) => send({ method, params }),
    diagnosticsOf: (of) => new Promise((resolve) => published.set(of, resolve)),
    close: () => child.kill(),
  }
}
