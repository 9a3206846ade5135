// biome-ignore-all lint/suspicious/noExplicitAny: what the server answers is looked at by the tests, as it comes.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { startServer } from '@hydraconf/language-server'
import { onTestFinished } from 'vitest'

/** A message of JSON-RPC. */
interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: any
  readonly result?: any
  readonly error?: { readonly code: number; readonly message: string }
}

export interface ClientOptions {
  /** What the editor can do, as it says when it begins. */
  readonly capabilities?: object
  /** Made of the editor where they name its files. */
  readonly initializationOptions?: object | ((editor: Editor) => object)
  readonly env?: Readonly<Record<string, string>>
}

/** What the server says of itself. */
export interface Begun {
  readonly capabilities: Record<string, unknown>
  readonly serverInfo: { readonly name: string; readonly version: string }
}

/** What VS Code says of itself, in the parts that matter here. */
export const EDITOR = {
  textDocument: {
    hover: { contentFormat: ['markdown', 'plaintext'] },
    definition: { linkSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
  },
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] } },
}

/** An editor that speaks the protocol with a server of its own, over a folder with these files. */
export async function editor(files: Readonly<Record<string, string>>, options: ClientOptions = {}): Promise<Editor> {
  const folder = folderOf(files)
  const toServer = new PassThrough()
  const toClient = new PassThrough()
  void startServer({ input: toServer, output: toClient, cwd: folder, env: options.env ?? {} })
  const made = new Editor(folder, toServer, toClient)
  onTestFinished(() => made.close())
  await made.begin(options)
  return made
}

/** A new folder with these files, gone when the test is. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-editor-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

export class Editor {
  private readonly waiting = new Map<number, (message: Message) => void>()
  private readonly texts = new Map<string, { version: number; text: string }>()
  private readonly diagnostics = new Map<string, readonly Diagnostic[]>()
  private readonly listeners = new Set<() => void>()
  private received = Buffer.alloc(0)
  private ids = 0
  capabilities: Record<string, unknown> = {}
  /** What the server had to say to the user. */
  readonly messages: string[] = []

  constructor(
    readonly folder: string,
    private readonly output: NodeJS.WritableStream,
    input: NodeJS.ReadableStream,
  ) {
    input.on('data', (chunk: Buffer) => this.receive(chunk))
  }

  async begin({ capabilities = EDITOR, initializationOptions }: ClientOptions): Promise<Begun> {
    const { folder } = this
    const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'test' }]
    const params = {
      processId: null,
      rootUri: workspaceFolders[0]!.uri,
      workspaceFolders,
      capabilities,
      initializationOptions:
        typeof initializationOptions === 'function' ? initializationOptions(this) : initializationOptions,
    }
    const result: Begun = await this.request('initialize', params)
    this.capabilities = result.capabilities
    this.notify('initialized', {})
    return result
  }

  /** The number of the request that was sent last. */
  get lastId(): number {
    return this.ids
  }

  uri(file: string): string {
    return pathToFileURL(join(this.folder, file)).href
  }

  /** The file that a URI names. */
  file(uri: string): string {
    return relative(this.folder, fileURLToPath(uri))
  }

  /** Opens a file with a text, or as another version of what is open. */
  write(file: string, text: string): void {
    const uri = this.uri(file)
    const known = this.texts.get(uri)
    const version = (known?.version ?? 0) + 1
    this.texts.set(uri, { version, text })
    if (known === undefined)
      this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } })
    else this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] })
  }

  /** Changes a part of an open file, as typing does. */
  change(file: string, range: Range, text: string): void {
    const uri = this.uri(file)
    const { version } = this.texts.get(uri)!
    this.texts.set(uri, { version: version + 1, text: '' })
    this.notify('textDocument/didChange', {
      textDocument: { uri, version: version + 1 },
      contentChanges: [{ range, text }],
    })
  }

  shut(file: string): void {
    this.texts.delete(this.uri(file))
    this.notify('textDocument/didClose', { textDocument: { uri: this.uri(file) } })
  }

  /** Opens a text with a `|` where the cursor is, and asks of that place. */
  async at(method: string, file: string, marked: string, more: object = {}): Promise<any> {
    this.write(file, marked.replace('|', ''))
    return this.ask(method, file, positionOf(marked), more)
  }

  ask(method: string, file: string, position: Position | undefined, more: object = {}): Promise<any> {
    const textDocument = { uri: this.uri(file) }
    return this.request(method, { textDocument, ...(position === undefined ? {} : { position }), ...more })
  }

  async request(method: string, params: object): Promise<any> {
    const id = ++this.ids
    const answered = new Promise<Message>((resolve) => this.waiting.set(id, resolve))
    this.send({ id, method, params })
    const { result, error } = await answered
    if (error !== undefined) throw Object.assign(new Error(error.message), { code: error.code })
    return result
  }

  notify(method: string, params: object): void {
    this.send({ method, params })
  }

  /** Waits until the diagnostics of a file are as expected, and gives them; in short where that is asked. */
  async problems(
    file: string,
    isRight: (found: readonly Diagnostic[]) => boolean = (found) => found.length > 0,
  ): Promise<readonly Diagnostic[]> {
    const uri = this.uri(file)
    for (;;) {
      const found = this.diagnostics.get(uri) ?? []
      if (isRight(found)) return found
      await new Promise<void>((resolve) => this.listeners.add(resolve))
    }
  }

  private send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    this.output.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk])
    for (;;) {
      const head = this.received.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = Number(/Content-Length: (\d+)/i.exec(this.received.subarray(0, head).toString())![1])
      if (this.received.length < head + 4 + length) return
      const body = this.received.subarray(head + 4, head + 4 + length).toString()
      this.received = this.received.subarray(head + 4 + length)
      this.handle(JSON.parse(body) as Message)
    }
  }

  private handle(message: Message): void {
    const { id, method, params } = message
    if (method === undefined) {
      this.waiting.get(id!)?.(message)
      this.waiting.delete(id!)
    } else if (id !== undefined) this.send({ id, result: null })
    else if (method === 'window/showMessage') this.messages.push(params.message)
    else if (method === 'textDocument/publishDiagnostics') {
      this.diagnostics.set(params.uri, params.diagnostics)
      const listeners = [...this.listeners]
      this.listeners.clear()
      for (const listener of listeners) listener()
    }
  }

  async close(): Promise<void> {
    // Not `exit`: that ends the process, and the server is in ours.
    await this.request('shutdown', {})
    this.output.end()
  }
}

export interface Position {
  readonly line: number
  readonly character: number
}

export interface Range {
  readonly start: Position
  readonly end: Position
}

export interface Diagnostic {
  readonly range: Range
  readonly severity: number
  readonly code: string
  readonly message: string
  readonly tags?: readonly number[]
  readonly data?: unknown
}

/** Where the `|` stands in a text. */
export function positionOf(marked: string): Position {
  const before = marked.slice(0, marked.indexOf('|')).split('\n')
  return { line: before.length - 1, character: before.at(-1)!.length }
}

/** A diagnostic in a line: `error 3:5 option-not-found`. */
export function inShort({ severity, range, code }: Diagnostic): string {
  return `${['', 'error', 'warning', 'note', 'hint'][severity]} ${range.start.line + 1}:${range.start.character + 1} ${code}`
}
