import { readFileSync } from 'node:fs'
import { raise } from '@hydraconf/core'
import type { RedisOptions } from 'ioredis'
import { certificatesNotRead, urlRefused } from './messages.js'

export type ConnectOptions = Pick<RedisOptions, 'host' | 'port' | 'db' | 'username' | 'password' | 'tls'>

/** Where a Redis is, and how to be let in. */
export interface RedisAddress {
  readonly options: ConnectOptions
  /** As messages show it: without the password. */
  readonly shown: string
}

/** `hydra.launcher.redis`, of either launcher. @throws HydraException for a URL or certificates that are none */
export function addressOf(settings: Readonly<Record<string, unknown>>): RedisAddress {
  const { url, host, port, db, username, password, ssl, ssl_ca_certs: ca } = settings
  if (typeof url === 'string' && url !== '') return addressOfUrl(url)
  const options: ConnectOptions = { host: String(host), port: Number(port), db: Number(db ?? 0) }
  if (typeof username === 'string') options.username = username
  if (typeof password === 'string') options.password = password
  if (ssl === true) options.tls = typeof ca === 'string' ? { ca: certificatesIn(ca) } : {}
  return { options, shown: shown(options) }
}

/** `redis://user:password@host:6379/0`, `rediss://` with TLS. */
export function addressOfUrl(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const db = Number(url?.pathname.slice(1) || 0)
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || !Number.isInteger(db)) throw raise(urlRefused({ text }))
  // A name of IPv6 stands in brackets.
  const host = decodeURIComponent(url.hostname).replace(/^\[(.*)\]$/, '$1') || 'localhost'
  const options: ConnectOptions = { host, port: Number(url.port || 6379), db }
  if (url.username !== '') options.username = decodeURIComponent(url.username)
  if (url.password !== '') options.password = decodeURIComponent(url.password)
  if (url.protocol === 'rediss:') options.tls = {}
  return { options, shown: shown(options) }
}

function shown({ host, port, db, tls }: ConnectOptions): string {
  return `redis${tls === undefined ? '' : 's'}://${host}:${port}/${db}`
}

function certificatesIn(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    throw raise(certificatesNotRead({ path, why: (error as NodeJS.ErrnoException).code ?? String(error) }))
  }
}
