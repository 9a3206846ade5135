// Why a line misses its target, where that is known: the table prints it under the line.

const REASONS = [
  [
    /^XL, first compose/,
    'a process that starts runs code that is not optimized yet: the floor itself (read, parse, merge) takes a third of this. ' +
      'Half of the rest is the optimizing compiler, which does not pay back before the composition is over.',
  ],
  [
    /^complete a group option/,
    'Node loads the engine and its compiled code in 15 to 20 ms before the first line of it runs; finding the options takes 8 ms.',
  ],
  [
    /^(complete a config key|cold command|cold run)/,
    'what Node itself takes to start is over two thirds of it, and rounds fall on both sides of the target: see the range.',
  ],
  [
    /^reader: growth/,
    'what is read stays alive, and the garbage collector moves it about; with room for it the slope is below 1 (next line).',
  ],
  [
    /^growth over selected configs/,
    'a config costs 7 us at 250 of them and 8 us at 2,000, where what is kept of them no longer fits the caches of the processor.',
  ],
  [
    /^compose after every file changed, S/,
    'with four files both take less than 0.3 ms; a fifth of ours is there whatever the files hold (the warm line), which the floor lacks.',
  ],
  [
    /^peer point/,
    "a fifth (S) to 30% (L) of it asks the disk whether each file is the same, up to 30% (L) makes plain objects of the caller's own; the rest is spread over all stages.",
  ],
  [
    /^peer process/,
    'both take code that was compiled before, but our command sets V8 up for a short run, which a library leaves to its program.',
  ],
  [/followed by watch/, 'this is wall time: what else runs on the machine counts, and a collection takes 3 to 5 ms.'],
]

export function reasonFor(what) {
  return REASONS.find(([pattern]) => pattern.test(what))?.[1] ?? 'not known; profile it.'
}
