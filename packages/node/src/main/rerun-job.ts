import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  isContainer,
  MASK,
  parseYaml,
  pythonText,
  quotedText,
  raise,
  rootNode,
  selectNode,
  type Value,
} from '@hydraconf/core'
import type { Flags } from '../flags/flags.js'
import { rerunMasked, rerunNotFound, rerunWithFlag } from '../messages.js'

/**
 * What the command line of a job was, by the directory that it wrote: its config, its overrides and its number, for one run
 * in the same directory. Overrides that are given now come behind. Mirrors `--experimental-rerun` of Hydra 1.4.
 *
 * @throws HydraException where the directory is no job's, and beside `--multirun` and `--config-name`
 */
export function flagsOfRerun(flags: Flags, cwd: string): Flags {
  if (flags.multirun) throw raise(rerunWithFlag({ flag: '--multirun' }))
  if (flags.configName !== undefined) throw raise(rerunWithFlag({ flag: '--config-name' }))
  const given = flags.experimentalRerun!
  const dir = resolve(cwd, given)
  const hydra = read(join(dir, '.hydra/hydra.yaml'), given)
  const task = read(join(dir, '.hydra/overrides.yaml'), given)
  const saved = [...textsIn(found(hydra, 'hydra.overrides.hydra')), ...textsIn(task), ...numbersOf(hydra)]
  const masked = saved.filter((text) => text.endsWith(`=${MASK}`)).map((text) => text.slice(0, -MASK.length - 1))
  const lacking = masked.filter((key) => !flags.overrides.some((text) => text.startsWith(`${key}=`)))
  if (lacking.length > 0) throw raise(rerunMasked({ keys: lacking }))
  const overrides = [...saved, 'hydra.mode=RUN', `hydra.run.dir=${quotedText(dir, 'double')}`, ...flags.overrides]
  const name = found(hydra, 'hydra.job.config_name')
  return {
    ...flags,
    overrides,
    configName: name?.kind === 'str' ? name.value : undefined,
    experimentalRerun: undefined,
  }
}

/** A job of a sweep keeps its number. */
function numbersOf(hydra: Value): string[] {
  return ['id', 'num'].flatMap((key) => {
    const value = found(hydra, `hydra.job.${key}`)
    if (value === undefined || value.kind === 'missing') return []
    const text = value.kind === 'str' ? quotedText(value.value, 'double') : pythonText(value)
    return [`hydra.job.${key}=${value.kind === 'null' ? 'null' : text}`]
  })
}

function read(path: string, given: string): Value {
  if (!existsSync(path)) throw raise(rerunNotFound({ path: join(given, path.slice(path.lastIndexOf('.hydra'))) }))
  return parseYaml({ kind: 'file', name: path, text: readFileSync(path, 'utf8') }, { dialect: '1.4' })
}

function found(at: Value, key: string): Value | undefined {
  return isContainer(at) ? selectNode(rootNode(at), key)?.value : undefined
}

function textsIn(value: Value | undefined): string[] {
  return value?.kind === 'list' ? value.items.flatMap((item) => ('value' in item ? [String(item.value)] : [])) : []
}
