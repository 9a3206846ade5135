// node bench/editor.mjs [--edits N] [--scale L]
// Types like a person in a generated tree of some 1,000 files, with a language server behind, and prints how soon it answers.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
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
const root = fileURLToPath(new URL('..', import.meta.url))
const work = realpathSync(mkdtempSync(join(os.tmpdir(), 'hydraconf-editor-bench-')))
try {
  const tree = writeTree(join(work, 'conf'), flags.scale, SCALES[flags.scale])
  // Something to be found in the workspace.
  writeFileSync(join(work, 'conf/broken.yaml'), 'defaults: [nowhere]\n')
  await measure(tree)
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function measure({ files }) {
  const began = performance.now()
  const server = startServer()
  await server.request('initialize', {
    processId: null,
    rootUri: uri(''),
    capabilities: { textDocument: { hover: { contentFormat: ['markdown'] }, definition: { linkSupport: true } } },
  })
  server.notify('initialized', {})
  const started = performance.now() - began
  await server.diagnosticsOf(uri('conf/broken.yaml'))
  const first = performance.now() - began - started
  const memoryAtFirst = memoryOf(server.pid)

  const times = new Map()
  const typed = 'conf/part000/opt0.yaml'
  let text = readFileSync(join(work, typed), 'utf8')
  const primary = readFileSync(join(work, 'conf/config.yaml'), 'utf8')
  let version = 1
  const item = (name, itsText) => ({ uri: uri(name), languageId: 'yaml', version: 1, text: itsText })
  server.notify('textDocument/didOpen', { textDocument: item(typed, text) })
  server.notify('textDocument/didOpen', { textDocument: item('conf/config.yaml', primary) })
  const line = text.split('\n').findIndex((each) => /^\w+: \d/.test(each))
  for (let edit = 0; edit < Number(flags.edits); edit++) {
    const end = { line, character: text.split('\n')[line].length }
    const digit = String(edit % 10)
    version++
    server.notify('textDocument/didChange', {
      textDocument: { uri: uri(typed), version },
      contentChanges: [{ range: { start: end, end }, text: digit }],
    })
    text = text
      .split('\n')
      .with(line, text.split('\n')[line] + digit)
      .join('\n')
    const textDocument = { uri: uri(typed) }
    const position = { line, character: 1 }
    const whole = { start: { line: 0, character: 0 }, end: { line: 40, character: 0 } }
    for (const [method, params] of [
      ['textDocument/hover', { textDocument, position }],
      ['textDocument/completion', { textDocument, position: { line, character: 0 } }],
      ['textDocument/definition', { textDocument, position }],
      ['textDocument/documentSymbol', { textDocument }],
      ['textDocument/documentLink', { textDocument: { uri: uri('conf/config.yaml') } }],
      ['textDocument/references', { textDocument, position, context: { includeDeclaration: true } }],
      ['textDocument/inlayHint', { textDocument, range: whole }],
      ['textDocument/codeLens', { textDocument }],
      ['textDocument/semanticTokens/full', { textDocument }],
      ['textDocument/foldingRange', { textDocument }],
      ['hydraconf/composed', { textDocument }],
    ]) {
      const asked = performance.now()
      try {
        await server.request(method, params)
      } catch (error) {
        if (error.code === METHOD_NOT_FOUND) continue
        throw error
      }
      times.set(method, [...(times.get(method) ?? []), performance.now() - asked])
    }
    // As fast as people type.
    await new Promise((resolve) => setTimeout(resolve, 60))
  }
  console.log(`${files} files, Node ${process.version}, ${os.cpus()[0].model}`)
  console.log(
    `started in ${Math.round(started)} ms, first diagnostics of the workspace after ${Math.round(first)} ms more`,
  )
  console.log(`memory: ${memoryAtFirst} MiB then, ${memoryOf(server.pid)} MiB at the end`)
  for (const [method, all] of times) {
    const sorted = all.toSorted((a, b) => a - b)
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1)
    console.log(`${method.padEnd(34)} median ${at(0.5)} ms, 95% ${at(0.95)} ms, most ${at(1)} ms`)
  }
  server.close()
}

function uri(name) {
  return pathToFileURL(join(work, name)).href
}

/** Resident memory, in MiB. */
function memoryOf(pid) {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024)
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
