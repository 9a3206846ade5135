import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is turned away: the status to answer with, and a word. */
export interface Refused {
  readonly status: 403 | 404 | 405
  readonly why: string
}

/**
 * Whether a request comes from our own page: by the name that only this machine uses for us (no other name may have been pointed
 * here), from no other site, and with the token in its path. Gives the path behind the token, or why not.
 */
export function admitted(request: IncomingMessage, port: number, token: string): { path: string } | Refused {
  const hosts = ['127.0.0.1', 'localhost']
  const withPort = hosts.map((host) => `${host}:${port}`)
  // Browsers leave out the port that is meant anyway.
  const names = port === 80 ? [...withPort, ...hosts] : withPort
  if (!names.includes(request.headers.host ?? '')) return { status: 403, why: 'this host is not served here' }
  const { origin } = request.headers
  if (origin !== undefined && !names.some((name) => origin === `http://${name}`))
    return { status: 403, why: 'a page of another site asked' }
  if (request.method === 'POST' && origin === undefined) return { status: 403, why: 'no page of ours asked' }
  if (request.method !== 'GET' && request.method !== 'POST') return { status: 405, why: 'only GET and POST' }
  const [, given = '', ...rest] = (request.url ?? '').split('?')[0]!.split('/')
  if (!isSame(given, token)) return { status: 404, why: 'nothing here' }
  return { path: rest.join('/') }
}

function isSame(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What every answer says to the browser. `nonce` is that of the styles which the editor makes. */
export function safetyHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self'",
      "connect-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  }
}
