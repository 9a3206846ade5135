import { hostname } from 'node:os'
import { readPointer, runHandedJob } from '@hydraconf/node'
import type { Message } from '../message.js'

export interface MessageRun {
  /** Milliseconds that the message was in the queue. */
  readonly waited: number
  readonly signal: AbortSignal
  say(line: string): void
}

/** Runs the job that a message points to. Resolves when there is nothing left to do for it. @throws where it is lost, saying why */
export async function runMessage(message: Message, { waited, signal, say }: MessageRun): Promise<void> {
  const { pointer: text, ttl, timeout } = message
  const pointer = readPointer(String(text))
  if (pointer === undefined) throw new Error('it is no job of hydraconf')
  if (ttl !== undefined && waited > ttl * 1000) throw new Error(`it waited longer than ${ttl} s for a worker`)
  const begun = Date.now()
  const { name, how, result } = await runHandedJob(pointer, { signal, timeout })
  const seconds = ((Date.now() - begun) / 1000).toFixed(1)
  if (result !== undefined) return say(`${name} ${result.status === 'completed' ? 'done' : 'FAILED'} in ${seconds} s`)
  // One that ends in order without a result may be with somebody else.
  say(`${name} ${how ?? 'left no result'} after ${seconds} s`)
  if (how !== undefined) throw new Error(`its process on ${hostname()} ${how}`)
}
