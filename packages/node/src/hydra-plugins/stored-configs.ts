import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DialectName, MapValue, StoredConfig } from '@hydraconf/core'
import { packageFolder } from '../package-folder.js'
import { type ClassDeclaration, declaredConfigs, type StoreDeclaration } from './declarations.js'
import { type RecordedConfigs, recordedConfigs } from './names.js'

/**
 * What Hydra's launcher, sweeper and logging plugins store, as if they were installed: of the generation that goes with
 * the dialect. Recorded from the plugins by `test/oracle/plugins.py`. A config is read from its file when it is first taken.
 */
export function pluginConfigs(dialect: DialectName): readonly StoredConfig[] {
  const known = stored.get(dialect)
  if (known !== undefined) return known
  const made = recordedConfigs(dialect).flatMap(whenTaken)
  stored.set(dialect, made)
  return made
}

// Never changed once they are made: documents are kept by the value they were read from.
const stored = new Map<DialectName, readonly StoredConfig[]>()
const read = new Map<string, readonly StoredConfig[]>()

function whenTaken({ file, group, names, provider, asFile }: RecordedConfigs): readonly StoredConfig[] {
  return names.map((name) => ({
    group,
    name,
    provider,
    asFile,
    get value(): MapValue {
      return configsIn(file).find((config) => config.group === group && config.name === name)!.value
    },
  }))
}

function configsIn(file: string): readonly StoredConfig[] {
  const known = read.get(file)
  if (known !== undefined) return known
  const { classes, configs } = JSON.parse(
    readFileSync(join(packageFolder('plugin-configs'), `${file}.json`), 'utf8'),
  ) as RecordedPlugin
  const made = declaredConfigs(classes, configs)
  read.set(file, made)
  return made
}

interface RecordedPlugin {
  readonly classes: readonly ClassDeclaration[]
  readonly configs: readonly StoreDeclaration[]
}
