import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { raise } from '@hydraconf/core'
import { notHere, refused, tokenRefused } from './messages.js'
import type { Token } from './ray-address.js'

/** What is submitted: https://docs.ray.io/en/latest/cluster/running-applications/job-submission/api.html */
export interface Submission {
  /** Letters, digits, `.`, `_` and `-`: of others Ray makes a job that nobody can name. */
  readonly submission_id: string
  /** A line for the shell. */
  readonly entrypoint: string
  readonly runtime_env: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, string>>
  readonly entrypoint_num_cpus?: number | undefined
  readonly entrypoint_num_gpus?: number | undefined
  /** Bytes. */
  readonly entrypoint_memory?: number | undefined
  readonly entrypoint_resources?: Readonly<Record<string, number>> | undefined
}

/** What Ray says of a job. */
export interface JobDetails {
  /** Null: a program that connected by itself. */
  readonly submission_id: string | null
  readonly status: 'PENDING' | 'RUNNING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED'
  readonly message?: string | null
  readonly error_type?: string | null
  readonly metadata?: Readonly<Record<string, string>> | null
  readonly driver_exit_code?: number | null
}

/** The jobs of a cluster, through the REST interface of its dashboard. */
export interface RayApi {
  readonly address: string
  /** @throws PluginException where Ray does not answer, or refuses */
  submit(job: Submission): Promise<void>
  list(): Promise<readonly JobDetails[]>
  get(id: string): Promise<JobDetails | undefined>
  /** Asks for an end. That it answers says nothing of whether there will be one. */
  stop(id: string): Promise<void>
}

export function rayApi(address: string, token: Token | undefined): RayApi {
  const call = callerOf(address, token)
  return {
    address,
    async submit(job) {
      await call('POST', '/api/jobs/', job)
    },
    async list() {
      const jobs = await call('GET', '/api/jobs/')
      if (!Array.isArray(jobs)) throw raise(notHere({ address, why: 'what answers there has no list of jobs' }))
      return jobs as readonly JobDetails[]
    },
    get: async (id) => (await call('GET', `/api/jobs/${id}`)) as JobDetails | undefined,
    async stop(id) {
      await call('POST', `/api/jobs/${id}/stop`)
    },
  }
}

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>

/** Seconds until one that does not answer counts as not there. */
const PATIENCE = 60

/**
 * Asks, and gives the JSON that is answered; undefined: there is no such thing. Not by `fetch`, which says of itself that it is a
 * browser (Sec-Fetch-Mode): Ray answers those with 405.
 */
function callerOf(address: string, token: Token | undefined): Call {
  const isTls = address.startsWith('https:')
  const request = isTls ? tlsRequest : plainRequest
  const agent = new (isTls ? TlsAgent : PlainAgent)({ keepAlive: true, maxSockets: 8 })
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token.text}` }),
  }
  return async (method, path, body) => {
    const { status, text } = await new Promise<Answer>((resolve, reject) => {
      const sent = request(`${address}${path}`, { method, headers, agent, timeout: PATIENCE * 1000 }, (answer) =>
        whole(answer).then(resolve, reject),
      )
      sent.on('timeout', () => sent.destroy(new Error(`no answer within ${PATIENCE} seconds`)))
      sent.on('error', reject)
      sent.end(body === undefined ? undefined : JSON.stringify(body))
    }).catch((error: NodeJS.ErrnoException) => {
      throw raise(notHere({ address, why: error.message || error.code || 'no answer' }), undefined, error)
    })
    if (status === 401 || status === 403) throw raise(tokenRefused({ address, from: token?.from }))
    if (status === 404 && path !== '/api/jobs/') return undefined
    if (status === 404) throw raise(notHere({ address, why: 'what answers there knows no jobs' }))
    if (status !== 200) throw raise(refused({ asked: `${method} ${address}${path}`, said: lastLine(text, status) }))
    try {
      return JSON.parse(text)
    } catch {
      throw raise(notHere({ address, why: 'what answers there is no Ray' }))
    }
  }
}

interface Answer {
  readonly status: number | undefined
  readonly text: string
}

async function whole(answer: IncomingMessage): Promise<Answer> {
  answer.setEncoding('utf8')
  let text = ''
  for await (const part of answer) text += part
  return { status: answer.statusCode, text }
}

/** Of a traceback the last line says what was wrong. */
function lastLine(text: string, status: number | undefined): string {
  return text.trim().split('\n').at(-1)?.trim() || `status ${status}`
}
