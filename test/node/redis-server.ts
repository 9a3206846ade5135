import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePorts } from '../engines/free-ports.js'

/** Whether a Redis can be started here. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** A Redis of our own, on the loopback and a free port, that keeps its files in a folder that goes with it. */
export class RedisServer {
  private readonly folder = mkdtempSync(join(tmpdir(), 'redis-'))
  private server: ChildProcess | undefined

  private constructor(
    readonly port: number,
    private readonly words: readonly string[],
  ) {}

  static async start(...words: readonly string[]): Promise<RedisServer> {
    const [port = 0] = await freePorts(1)
    const redis = new RedisServer(port, words)
    await redis.begin()
    return redis
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`
  }

  /** Starts it, also where it was ended. */
  async begin(): Promise<void> {
    const here = ['--bind', '127.0.0.1', '--port', String(this.port), '--dir', this.folder]
    const kept = ['--save', '', '--appendonly', 'yes', '--appendfsync', 'always']
    this.server = spawn('redis-server', [...here, ...kept, ...this.words], { stdio: 'ignore' })
    while (!(await this.answers())) await new Promise((done) => setTimeout(done, 50))
  }

  /** As when its machine loses power. */
  end(): Promise<void> {
    return new Promise((resolve) => {
      this.server!.once('close', () => resolve())
      this.server!.kill('SIGKILL')
    })
  }

  async remove(): Promise<void> {
    await this.end()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** A command, and what it says. */
  command(...words: readonly string[]): string {
    return spawnSync('redis-cli', ['-p', String(this.port), ...words], { encoding: 'utf8' }).stdout.trim()
  }

  private answers(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1')
      socket.on('connect', () => socket.end(() => resolve(true)))
      socket.on('error', () => resolve(false))
    })
  }
}
