import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A process that answers JSON lines; `ask` waits for the answer, `end` closes it. */
export function startWorker(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const waiting = []
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)))
  child.on('close', (code) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(`${command} ended with ${code}`))
  })
  child.on('error', (error) => {
    for (const { reject } of waiting.splice(0)) reject(error)
  })
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        child.stdin.write(`${JSON.stringify(question)}\n`)
      }),
    end: () => child.stdin.end(),
  }
}
