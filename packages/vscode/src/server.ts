// The server that is packed with the extension: a process of its own, started by `startClient`.
import { command } from '@hydraconf/language-server'

process.exit(await command.run({ flags: process.argv.includes('--safe') ? { safe: true } : {} }))
