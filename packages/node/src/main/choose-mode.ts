import {
  type Composed,
  compose,
  isContainer,
  modeInAdvance,
  type RunMode,
  refuseOtherMode,
  rulesFor,
  select,
  setting,
  str,
  withSettings,
} from '@hydraconf/core'
import { modeWarning } from '../messages.js'
import type { Program } from './program-context.js'

/**
 * One job or a sweep: `--multirun` says so, or `hydra.mode`; and the config composed for it. Hydra composes once to
 * learn the mode and again to use it; here one composition is enough unless something does set the mode.
 */
export function chooseMode(program: Program): { readonly mode: RunMode; readonly composed: Composed } {
  const { versionBase, dialect } = program.options
  if (rulesFor(versionBase, dialect).dialect.run.settlesModeFirst) return modeSettledFirst(program)
  const asked: RunMode = program.flags.multirun ? 'MULTIRUN' : 'RUN'
  const { overrides } = program.flags
  let refusal: unknown
  try {
    const composed = composedFor(program, asked, [...overrides, `hydra.mode=${asked}`])
    if (!setsMode(composed)) return announced(program, asked, composed)
  } catch (error) {
    refusal = error
  }
  const set = modeSet(program)
  if (set === undefined && refusal !== undefined) throw refusal
  if (set === 'RUN' && asked === 'MULTIRUN') {
    program.warn(modeWarning())
    return announced(program, asked, composedFor(program, asked, [...overrides, `hydra.mode=${asked}`]))
  }
  const mode = set ?? asked
  const own = set === undefined ? [`hydra.mode=${mode}`] : []
  return announced(program, mode, composedFor(program, mode, [...overrides, ...own]))
}

/** As Hydra 1.4: the command line and the primary config say, and nothing that is composed may say otherwise. */
function modeSettledFirst(program: Program): { readonly mode: RunMode; readonly composed: Composed } {
  const { app, flags, warn } = program
  const { overrides, multirun } = flags
  const set = modeInAdvance({ configName: app.configName, overrides }, app.environment)
  if (multirun && set === 'RUN') warn(modeWarning())
  const mode: RunMode = multirun ? 'MULTIRUN' : (set ?? 'RUN')
  const own = multirun && set !== 'MULTIRUN' ? ['hydra.mode=MULTIRUN'] : []
  const composed = composedFor(program, mode, [...overrides, ...own])
  refuseOtherMode(composed, mode)
  const isOpen = setting(composed, 'hydra.mode') === null
  return announced(program, mode, isOpen ? withSettings(composed, [['hydra.mode', str(mode)]]) : composed)
}

function composedFor({ app }: Program, mode: RunMode, overrides: readonly string[]): Composed {
  return compose({ configName: app.configName, overrides, mode }, app.environment)
}

function announced({ warn }: Program, mode: RunMode, composed: Composed) {
  for (const warning of composed.warnings) warn(warning)
  return { mode, composed }
}

/** Whether a config or an override of the user's has a word in it. */
function setsMode({ overrides, layers }: Composed): boolean {
  const isNamed = overrides.slice(0, -1).some(({ key }) => key.name === 'hydra.mode' || key.name === 'hydra')
  return (
    isNamed ||
    layers.some(({ value }) => isContainer(value) && (select(value, 'hydra.mode')?.kind ?? 'null') !== 'null')
  )
}

/** What the config says when sweeps are no matter; undefined where it says nothing or does not compose. */
function modeSet({ app, flags }: Program): RunMode | undefined {
  try {
    const request = {
      configName: app.configName,
      overrides: flags.overrides,
      mode: 'MULTIRUN',
      refuseSweeps: false,
    } as const
    const mode = setting(compose(request, app.environment), 'hydra.mode')
    return mode === 'RUN' || mode === 'MULTIRUN' ? mode : undefined
  } catch {
    return undefined
  }
}
