/** V8's flag for how much more room new values get each time that many of them lived on, with V8's own number. */
const [GROWTH, USUAL] = ['--semi-space-growth-factor', 2] as const

/** The releases of Node whose V8 is known to read it at any time. */
const KNOWN = /^v(20|22|24)\./

/**
 * Has V8 leave the room for new values as it is. Who plans very many jobs, gives them away and waits for them makes many values of a
 * short life, for which V8 would take up to 48 MiB more and have nothing of it.
 */
export function keepYoungGenerationSmall(): void {
  set(1)
}

/** As it is in every program. */
export function letYoungGenerationGrow(): void {
  set(USUAL)
}

function set(growth: number): void {
  if (KNOWN.test(process.version)) process.getBuiltinModule('node:v8').setFlagsFromString(`${GROWTH}=${growth}`)
}
