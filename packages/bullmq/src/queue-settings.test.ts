import { expect, test } from 'vitest'
import { bullmqSettings, rqSettings } from './queue-settings.js'
import { addressOfUrl } from './redis-address.js'

const REDIS = { host: 'queue', port: 6379, db: '2', password: null, ssl: false, ssl_ca_certs: null }
const RQ = { queue: 'default', redis: REDIS, enqueue: {}, stop_after_enqueue: false, wait_polling: 1 }

test("durations of rq's are seconds, and -1 is without end", () => {
  const enqueue = { job_timeout: '2h', ttl: '90', result_ttl: '-1', failure_ttl: '1d', description: 'night run' }
  expect(rqSettings({ ...RQ, enqueue }, 'app', 3)).toMatchObject({
    redis: { options: { host: 'queue', port: 6379, db: 2 }, shown: 'redis://queue:6379/2' },
    attempts: 1,
    isDetached: false,
    message: { name: 'night run', isAtFront: false, timeout: 7200, ttl: 90 },
    keepDone: undefined,
    keepFailed: 86_400,
  })
})

test('what is done is forgotten, and what failed is kept for a week, unless told', () => {
  expect(rqSettings(RQ, 'app', 3)).toMatchObject({ message: { name: 'app' }, keepDone: 0, keepFailed: 604_800 })
  const settings = { queue: 'hydraconf', redis: REDIS, attempts: 2, timeout: 1.5, at_front: true, detach: true }
  expect(bullmqSettings(settings, 'app')).toMatchObject({
    attempts: 2,
    isDetached: true,
    message: { timeout: 1.5, isAtFront: true },
    keepDone: 0,
    keepFailed: 604_800,
  })
})

test('a URL is taken apart, and shown without its password', () => {
  expect(addressOfUrl('rediss://me:p%40ss@[::1]:7000/3')).toEqual({
    options: { host: '::1', port: 7000, db: 3, username: 'me', password: 'p@ss', tls: {} },
    shown: 'rediss://::1:7000/3',
  })
  expect(addressOfUrl('redis://queue').shown).toBe('redis://queue:6379/0')
  expect(() => addressOfUrl('redis://me:secret@queue/x')).toThrow("'redis://queue/x' is no address of a Redis")
  expect(() => addressOfUrl('me:secret@queue')).toThrow("'queue' is no address of a Redis")
  expect(() => addressOfUrl('redis:me:secret@queue')).toThrow("'queue' is no address of a Redis")
})
