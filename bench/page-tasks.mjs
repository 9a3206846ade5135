// What the main threads of pages did, out of a trace that chromium wrote: every task with its time by the clock, the time in which it
// had a core, and what that was spent on.

/** The categories of events that tell it. */
export const CATEGORIES = ['toplevel', 'devtools.timeline', 'v8']

/** Every task of every page in the trace: `{ cpu, clock, parts, kinds }` in milliseconds. `isOf` chooses pages by their process. */
export function tasksOf(events, isOf = () => true) {
  const threads = new Map()
  for (const { name, args, pid, tid } of events)
    if (name === 'thread_name' && args.name === 'CrRendererMain' && isOf(pid)) threads.set(`${pid} ${tid}`, [])
  for (const event of events) if (event.dur !== undefined) threads.get(`${event.pid} ${event.tid}`)?.push(event)
  return [...threads.values()].flatMap(tasksOfThread)
}

function tasksOfThread(events) {
  const tasks = []
  const open = []
  let task
  for (const event of events.toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)) {
    while (open.length > 0 && end(open.at(-1)) <= event.ts) open.pop()
    if (open.length === 0) {
      task = event.name.endsWith('RunTask') ? { cpu: ms(event.tdur), clock: ms(event.dur), parts: {} } : undefined
      if (task !== undefined) tasks.push(task)
    }
    if (task !== undefined) {
      add(task.parts, partOf(event), ms(event.tdur))
      // What an event holds is its own, not that of the event around it.
      if (open.length > 0) add(task.parts, partOf(open.at(-1)), -ms(event.tdur))
    }
    open.push(event)
  }
  return tasks
}

function end({ ts, dur }) {
  return ts + dur
}

function ms(microseconds = 0) {
  return microseconds / 1000
}

function add(sums, name, more) {
  sums[name] = (sums[name] ?? 0) + more
}

function partOf({ name }) {
  return PARTS.find(([, names]) => names.test(name))?.[0] ?? 'other'
}

const PARTS = [
  ['script', /^(FunctionCall|EvaluateScript|v8\.|V8\.|EventDispatch|TimerFire|FireAnimationFrame|RunMicrotasks|.*GC)/],
  ['style', /^(UpdateLayoutTree|RecalculateStyles|ParseAuthorStyleSheet)/],
  ['layout', /^(Layout|HitTest)/],
  ['paint', /^(PrePaint|Paint|Layerize|UpdateLayer|Commit|CompositeLayers)/],
]
