import { spawnSync } from 'node:child_process'
import { raise } from '@hydraconf/core'
import { noPython } from '../messages.js'
import type { Recording } from './golden-file.js'

/** A composition, as a command line asks for it. */
export interface Asked {
  readonly configName: string
  readonly overrides: readonly string[]
}

/**
 * Asks a Python that has Hydra to compose, and gives what it answers. The configs are the user's own; nothing is run.
 *
 * @throws HydraException when that Python is not there or has no Hydra
 */
export function runHydra(python: string, dir: string, asked: readonly Asked[], versionBase?: string): Recording {
  const request = {
    dir,
    version_base: versionBase ?? null,
    cases: asked.map(({ configName, overrides }) => ({ config: configName, overrides })),
  }
  const { error, status, stdout, stderr } = spawnSync(python, ['-c', SCRIPT], {
    input: JSON.stringify(request),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    env: { ...process.env, PYTHONWARNINGS: 'ignore', PYTHONIOENCODING: 'utf-8' },
  })
  if (error !== undefined) throw raise(noPython({ python, why: error.message }))
  if (status !== 0) throw raise(noPython({ python, why: stderr.trim().split('\n').at(-1) ?? `exit code ${status}` }))
  const [recorder, ...cases] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { recorder, cases }
}

const SCRIPT = `
import json, platform, sys
import hydra, omegaconf, yaml
from hydra import compose, initialize_config_dir
from omegaconf import OmegaConf

request = json.load(sys.stdin)
print(json.dumps({
    "hydra": hydra.__version__,
    "omegaconf": omegaconf.__version__,
    "pyyaml": yaml.__version__,
    "python": platform.python_version(),
}))
with initialize_config_dir(version_base=request["version_base"], config_dir=request["dir"], job_name="app"):
    for case in request["cases"]:
        answer = dict(case)
        try:
            answer["yaml"] = OmegaConf.to_yaml(compose(case["config"], case["overrides"]))
        except Exception as error:
            answer["error"] = type(error).__name__
        print(json.dumps(answer, ensure_ascii=False))
`
