import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { answerEach, type Door } from './answer-requests.js'

/** Reads cases from stdin and writes an answer for each, in order, as it is found. */
export async function main(door: Omit<Door, 'report'>): Promise<void> {
  process.stdout.on('error', () => process.exit(1))
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })
  const report = (text: string) => process.stderr.write(`adapter: ${text}\n`)
  for await (const answer of answerEach(lines, { ...door, report }))
    if (!process.stdout.write(`${JSON.stringify(answer)}\n`)) await once(process.stdout, 'drain')
}
