import { VERSION } from '@hydraconf/node'
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import { ClientActivity } from './client-activity.js'
import { serve } from './server.js'

/** What a server speaks over, and what it knows of its process. */
export interface StartOptions {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether no `hydraconf.config.mjs` is ever run, whatever the client says. */
  readonly safe?: boolean | undefined
}

/** Serves one client until it goes. */
export function start({ input, output, ...options }: StartOptions): Promise<void> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(input),
    new StreamMessageWriter(output),
  )
  const activity = new ClientActivity()
  const server = serve(connection, { ...options, version: VERSION, activity })
  input.on('data', () => activity.heard())
  return new Promise((resolve) => {
    const end = (): void => {
      server.close()
      resolve()
    }
    for (const event of ['end', 'close']) input.once(event, end)
    connection.onExit(end)
  })
}
