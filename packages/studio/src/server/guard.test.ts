import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { admitted } from './guard.js'

const asked = (host: string, origin?: string) =>
  ({ method: 'GET', url: '/token/tree', headers: { host, origin } }) as unknown as IncomingMessage

test('at port 80 a browser names the host alone; elsewhere it names the port', () => {
  expect(admitted(asked('localhost', 'http://localhost'), 80, 'token')).toEqual({ path: 'tree' })
  expect(admitted(asked('127.0.0.1:80', 'http://127.0.0.1'), 80, 'token')).toEqual({ path: 'tree' })
  expect(admitted(asked('localhost'), 8710, 'token')).toMatchObject({ status: 403 })
  expect(admitted(asked('localhost:8710', 'http://localhost'), 8710, 'token')).toMatchObject({ status: 403 })
  expect(admitted(asked('evil.example'), 80, 'token')).toMatchObject({ status: 403 })
})
