import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import {
  type ConfigNode,
  childNodes,
  compose,
  entriesOf,
  fullKey,
  MASK,
  type MapValue,
  map,
  mergeAll,
  parseYaml,
  raise,
  rootNode,
} from '@hydraconf/core'
import { appOf } from '../app.js'
import { rerunIsPickle, rerunMasked, rerunNotFound, rerunWarning } from '../messages.js'
import { returnValue } from '../run/job-return.js'
import { performTask } from '../run/run-job.js'
import type { ProgramContext } from './program-context.js'

/**
 * Runs the task again with a recorded config: a run directory, its `.hydra` folder or the `config.yaml` in it. Nothing is
 * composed from the config directory and no directory is made. Mirrors `--experimental-rerun`, which in Python reads a pickle.
 *
 * @throws HydraException when there is no such recording
 */
export async function rerun(path: string, { options, task, host, logging, warn }: ProgramContext): Promise<void> {
  warn(rerunWarning())
  const folder = recordingIn(resolve(host.cwd(), path), path)
  const { environment } = appOf({ ...options, configDir: undefined, configName: undefined }, host)
  const bare = compose({}, environment)
  const job = readMap(join(folder, 'config.yaml'))
  refuseMasked(job)
  const hydra = existsSync(join(folder, 'hydra.yaml')) ? readMap(join(folder, 'hydra.yaml')) : map([])
  const config = mergeAll([map([...entriesOf(bare.config)]), hydra, job]) as MapValue
  const composed = bare.withConfig(config)
  const around = { host, environment, configName: undefined, logging, callbacks: [], warn }
  returnValue(await performTask(composed, dirname(folder), task, around))
}

/** A recording has no sensitive values: a task would take the masks for them. */
function refuseMasked(job: MapValue): void {
  const keys = [...maskedKeys(rootNode(job))]
  if (keys.length > 0) throw raise(rerunMasked({ keys }))
}

function* maskedKeys(at: ConfigNode): Generator<string> {
  if (at.value.kind === 'str' && at.value.value === MASK) yield fullKey(at)
  for (const child of childNodes(at)) yield* maskedKeys(child)
}

function recordingIn(path: string, given: string): string {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) throw raise(rerunNotFound({ path: given }))
  if (path.endsWith('.pickle')) throw raise(rerunIsPickle({ path: given }))
  const folder = !stat.isDirectory() ? dirname(path) : existsSync(join(path, '.hydra')) ? join(path, '.hydra') : path
  if (!existsSync(join(folder, 'config.yaml'))) throw raise(rerunNotFound({ path: join(given, '.hydra/config.yaml') }))
  return folder
}

function readMap(path: string): MapValue {
  const value = parseYaml({ kind: 'file', name: path, text: readFileSync(path, 'utf8') })
  return value.kind === 'map' ? value : map([])
}
