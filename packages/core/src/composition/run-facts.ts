import type { LocalTime, RunFacts } from './environment.js'

/**
 * The release of Hydra whose behaviour this is: what `hydra.runtime.version`, and so `hydra.yaml`, says. Tools that read
 * those files ask which Hydra's rules made them; the package's own version is in its `package.json`.
 */
export const HYDRA_VERSION = '1.3.5'

/** What a page knows of a run, and what it may say instead. */
export interface BrowserFacts extends Partial<Omit<RunFacts, 'now' | 'version'>> {
  /** The moment that `${now:…}` formats: the current one unless told. */
  readonly now?: Date | undefined
}

/**
 * Facts for where there is no process to ask: the clock of this machine, the directory `/`, no environment variables, and the
 * job name `app`, each unless told. The one function here that looks at the outside; hand over `now` to have it not look.
 *
 * ```ts
 * compose({ configName: 'config' }, { searchPath, open, facts: browserFacts({ env: { USER: 'me' } }) })
 * ```
 */
export function browserFacts(known: BrowserFacts = {}): RunFacts {
  const { cwd = '/', env = {}, jobName = 'app', pythonVersion, now = new Date() } = known
  return { cwd, env, jobName, pythonVersion, now: localTime(now), version: HYDRA_VERSION }
}

/** A moment on the clock of this machine. */
export function localTime(date: Date): LocalTime {
  return {
    year: date.getFullYear(),
    month: date.getMonth() + 1,
    day: date.getDate(),
    hour: date.getHours(),
    minute: date.getMinutes(),
    second: date.getSeconds(),
    microsecond: date.getMilliseconds() * 1000,
    offset: -date.getTimezoneOffset(),
  }
}
