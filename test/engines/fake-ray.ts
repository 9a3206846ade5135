import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The Jobs API of Ray's dashboard with the answers of Ray 2.60: its jobs run, as processes of this machine. */
export interface FakeRay {
  readonly address: string
  readonly token: string
  /** Ends the supervisor of a job, and with it the job, whose process it gives. */
  killSupervisor(id: string): readonly number[]
  /** Gives up what waits, as Ray does after 15 minutes. */
  giveUp(): void
  /** What says of itself which jobs run. */
  running(): readonly unknown[]
  stop(): Promise<void>
}

interface Job {
  readonly submission_id: string
  readonly type: 'SUBMISSION'
  readonly entrypoint: string
  readonly metadata: Readonly<Record<string, string>>
  readonly runtime_env: { readonly env_vars?: Readonly<Record<string, string>> }
  status: 'PENDING' | 'RUNNING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED'
  message?: string
  error_type?: string
  driver_exit_code?: number
}

interface Running {
  readonly job: Job
  readonly cpus: number
  process?: ChildProcess
  isStopped?: boolean
}

export interface FakeRayOptions {
  readonly cpus?: number
}

const TOKEN = 'the token'

export async function startFakeRay({ cpus = 4 }: FakeRayOptions = {}): Promise<FakeRay> {
  const jobs = new Map<string, Running>()

  const schedule = (): void => {
    for (const one of jobs.values()) {
      if (one.job.status !== 'PENDING') continue
      const used = [...jobs.values()].reduce((sum, other) => sum + (other.job.status === 'RUNNING' ? other.cpus : 0), 0)
      if (used + one.cpus <= cpus) start(one)
    }
  }

  const start = (one: Running): void => {
    const { job } = one
    job.status = 'RUNNING'
    const env = { ...process.env, ...job.runtime_env.env_vars }
    const child = spawn('/bin/sh', ['-c', job.entrypoint], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    one.process = child
    let log = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => {
        log += part
      })
    child.on('close', (code, signal) => {
      if (job.status === 'RUNNING') {
        const exit = signal === null ? code! : -9
        if (one.isStopped === true) Object.assign(job, { status: 'STOPPED', message: 'Job was intentionally stopped.' })
        else if (exit === 0) Object.assign(job, { status: 'SUCCEEDED', message: 'Job finished successfully.' })
        else
          Object.assign(job, {
            status: 'FAILED',
            error_type: 'JOB_ENTRYPOINT_COMMAND_ERROR',
            message: `Job entrypoint command failed with exit code ${exit}, ${log === '' ? 'No logs available.' : `last available logs (truncated to 20,000 chars):\n${log}`}`,
          })
        job.driver_exit_code = exit
      }
      schedule()
    })
  }

  const submit = (asked: Job & { readonly entrypoint_num_cpus?: number }): Answer => {
    const { submission_id: id, entrypoint, metadata, runtime_env, entrypoint_num_cpus = 0 } = asked
    if (jobs.has(id)) {
      const said = `ValueError: Job with submission_id ${id} already exists. Please use a different submission_id.`
      return [500, `Traceback (most recent call last):\n  File "job_head.py"\n${said}\n`]
    }
    const job: Job = { submission_id: id, type: 'SUBMISSION', entrypoint, metadata, runtime_env, status: 'PENDING' }
    jobs.set(id, { job, cpus: entrypoint_num_cpus })
    schedule()
    return [200, { job_id: id, submission_id: id }]
  }

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    if (request.headers.authorization === undefined) return [401, 'Unauthorized: Missing authentication token']
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return [403, 'Forbidden: Invalid authentication token']
    const { method, url = '' } = request
    if (method !== 'GET' && request.headers['sec-fetch-mode'] !== undefined)
      return [405, 'Method Not Allowed for browser traffic.']
    if (url === '/api/jobs/') {
      if (method === 'POST') return submit(JSON.parse(await textOf(request)))
      // A program that connected by itself is among them.
      return [
        200,
        [{ submission_id: null, type: 'DRIVER', status: 'RUNNING' }, ...[...jobs.values()].map(({ job }) => job)],
      ]
    }
    const [, id = '', isStop] = /^\/api\/jobs\/([^/]+)(\/stop)?$/.exec(url) ?? []
    const one = jobs.get(id)
    if (one === undefined) return [404, `Job ${id} does not exist`]
    if (isStop !== undefined) {
      one.isStopped = one.job.status === 'RUNNING'
      if (one.isStopped) end(one, 'SIGTERM')
      // Of one that waits it is said, too; and it goes on to wait.
      return [200, { stopped: one.job.status === 'PENDING' || one.isStopped }]
    }
    return [200, one.job]
  }

  const server = createServer((request, response) => void answer(request).then((given) => send(response, given)))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    killSupervisor(id) {
      const one = jobs.get(id)!
      Object.assign(one.job, {
        status: 'FAILED',
        error_type: 'JOB_SUPERVISOR_ACTOR_DIED',
        message:
          'Job supervisor actor died: The actor died unexpectedly before finishing this task.\n\tclass_name: JobSupervisor',
      })
      end(one, 'SIGKILL')
      return one.process?.pid === undefined ? [] : [one.process.pid]
    },
    giveUp() {
      for (const { job } of jobs.values()) {
        if (job.status !== 'PENDING') continue
        Object.assign(job, {
          status: 'FAILED',
          error_type: 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT',
          message: 'Job supervisor actor failed to start within 900 seconds.',
        })
      }
    },
    running: () => [...jobs.values()].flatMap(({ job }) => (job.status === 'RUNNING' ? [job.metadata] : [])),
    async stop() {
      for (const one of jobs.values()) end(one, 'SIGKILL')
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

type Answer = readonly [status: number, body: unknown]

function send(response: ServerResponse, [status, body]: Answer): void {
  response.writeHead(status, { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request.setEncoding('utf8')) text += part
  return text
}

/** With all that it started. */
function end({ process: child }: Running, signal: NodeJS.Signals): void {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    // It has just ended by itself.
  }
}
