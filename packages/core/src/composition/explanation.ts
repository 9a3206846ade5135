import type { Override } from '../grammar/override.js'
import type { Origin } from '../text/source.js'
import type { Value } from '../value/value.js'
import type { GivenVariable } from './apply-variables.js'
import type { Layer } from './composition.js'
import type { InclusionStep } from './inclusion-path.js'

/** Why a key of a composed config has the value it has. */
export interface Explanation {
  /** As messages write it: `optim.betas[0]`. */
  readonly key: string
  /** As composed: an interpolation is one. */
  readonly value: Value
  /** What an interpolation stands for; undefined where it fails, and for any other value. */
  readonly resolved: Value | undefined
  /** Where the value was written. */
  readonly origin: Origin
  /** What happened to it, in order; the last one that changed it made it what it is. */
  readonly steps: readonly Step[]
  /** What it refers to, each in turn explained. */
  readonly sources: readonly SourceOf[]
}

/** Something on the way of a value. */
export type Step = LayerStep | VariableStep | EditStep | RunStep

/** A config that says something about the key. */
export interface LayerStep {
  readonly kind: 'layer'
  readonly layer: Layer
  /** How the config came in: from the primary config down through the defaults lists. */
  readonly route: readonly InclusionStep[]
  /** What it says: undefined where it only replaced something around the key. */
  readonly says: Value | undefined
  /** What the key was from there on; undefined: gone. */
  readonly made: Value | undefined
  /** False where it gave way: `???` gives way to any value. */
  readonly changed: boolean
}

/** A variable of the environment that stands for the key, or for one above it. */
export interface VariableStep {
  readonly kind: 'variable'
  readonly variable: GivenVariable
  readonly made: Value | undefined
}

/** An override of the command line that changed it. */
export interface EditStep {
  readonly kind: 'edit'
  readonly override: Override
  readonly made: Value | undefined
}

/** The run described itself here: `hydra.runtime`, `hydra.job`, … */
export interface RunStep {
  readonly kind: 'run'
  readonly made: Value | undefined
}

/** What an interpolation reads. */
export type SourceOf =
  | { readonly kind: 'key'; readonly explanation: Explanation }
  | {
      readonly kind: 'env'
      readonly name: string
      readonly value: string | undefined
      readonly file: string | undefined
    }
  | { readonly kind: 'resolver'; readonly name: string }
  /** Explained further up: the values refer to each other. */
  | { readonly kind: 'circle'; readonly key: string }
  /** Not explained here: it stands at the end of a very long chain. */
  | { readonly kind: 'further'; readonly key: string }
