import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { contentsOf, type Distribution } from './distribution.js'
import { formatsInPython, noModelOptAt } from './messages.js'
import type { Release } from './release.js'
import { storedVersions } from './stored-releases.js'
import { compareVersions, type ModelOpt } from './version.js'
import { readZip } from './zip.js'

/**
 * The release that is in a wheel or in a folder: `site-packages`, a Python environment above it, or an unpacked wheel.
 * Nothing of it is run.
 *
 * @throws HydraconfError `ConfigValueError` where there is no ModelOpt, or one from before 0.45
 */
export function releaseFrom(path: string): Release {
  const contents = contentsOf(distributionAt(path))
  if (contents === undefined) throw raise(noModelOptAt(path, 'it has no modelopt/torch/quantization/config.py'))
  const { modelopt, formats, choices, library } = contents
  if (formats === undefined) throw raise(formatsInPython(path, modelopt))
  return {
    modelopt,
    provenance: path,
    gaps: gapsOf(modelopt),
    unlisted: [...formats.keys()].filter((name) => !choices.has(name)),
    formats,
    library,
  }
}

/** Formats and recipes are read, rules are not: they are those of the newest release that they were written for. */
function gapsOf(modelopt: ModelOpt): readonly string[] {
  const newest = storedVersions().at(-1)!
  if (compareVersions(modelopt, newest) <= 0) return []
  return [
    `newer than all that this package knows; what it accepts, and what happens when it runs, is judged by the rules of ${newest}`,
  ]
}

function distributionAt(path: string): Distribution {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) throw raise(noModelOptAt(path, 'there is nothing'))
  return stats.isDirectory() ? folder(sitePackages(path) ?? path) : wheel(path)
}

function wheel(path: string): Distribution {
  const archive = readZip(readFileSync(path))
  if (archive === undefined) throw raise(noModelOptAt(path, 'a wheel is a zip archive, and this is none'))
  const decoder = new TextDecoder()
  return {
    names: archive.names,
    read(name) {
      const bytes = archive.read(name)
      return bytes === undefined ? undefined : decoder.decode(bytes)
    },
  }
}

function folder(dir: string): Distribution {
  const parts = readdirSync(dir).filter(
    (name) => name === 'modelopt_recipes' || /^nvidia_modelopt-.*\.dist-info$/.test(name),
  )
  const names = parts.flatMap((part) =>
    readdirSync(join(dir, part), { recursive: true }).map((name) => `${part}/${String(name)}`),
  )
  return {
    names: names.map((name) => name.replaceAll('\\', '/')),
    read(name) {
      const file = join(dir, name)
      return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined
    },
  }
}

/** `lib/python3.11/site-packages` of an environment that has ModelOpt. */
function sitePackages(dir: string): string | undefined {
  const lib = join(dir, 'lib')
  if (existsSync(join(dir, 'modelopt')) || !existsSync(lib)) return undefined
  const places = readdirSync(lib).map((python) => join(lib, python, 'site-packages'))
  return places.find((place) => existsSync(join(place, 'modelopt')))
}
