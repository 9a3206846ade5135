import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import type { Resolver } from '../interpolation/resolver.js'
import { resolverNamed } from '../interpolation/resolver-from-function.js'
import { variableNamed } from '../interpolation/variables.js'
import { isContainer, type Value } from '../value/value.js'
import type { ConfigPlace, NumberedConfig } from './config-place.js'

/** A config that is being resolved, and what it is resolved with. */
export interface Resolving extends NumberedConfig {
  readonly options: EvaluationOptions
}

/** Something outside an interpolation that its answer depends on, as it was found. */
export interface Dependency {
  holdsIn(resolving: Resolving): boolean
  /** Whether what was found is a list or map, of which the content is not read yet. */
  readonly isContainer: boolean
  isBelow(place: ConfigPlace): boolean
}

/** What stood in a place of the config; undefined where the map around it lacked the key. */
export class PlaceDependency implements Dependency {
  constructor(
    private readonly place: ConfigPlace,
    private readonly value: Value | undefined,
  ) {}

  get isContainer(): boolean {
    return this.value !== undefined && isContainer(this.value)
  }

  holdsIn(resolving: Resolving): boolean {
    return this.place.valueIn(resolving) === this.value
  }

  isBelow(place: ConfigPlace): boolean {
    return this.place.isBelow(place)
  }
}

/** A variable of the environment. */
export class VariableDependency implements Dependency {
  readonly isContainer = false
  private readonly value: string | undefined

  constructor(
    private readonly name: string,
    { options }: Resolving,
  ) {
    this.value = variableNamed(name, options)?.value
  }

  holdsIn({ options }: Resolving): boolean {
    return variableNamed(this.name, options)?.value === this.value
  }

  isBelow(): boolean {
    return false
  }
}

/** Whose resolver has a name: a program's, or else one of OmegaConf's. */
export class ResolverDependency implements Dependency {
  readonly isContainer = false

  constructor(
    private readonly name: string,
    private readonly resolver: Resolver | undefined,
  ) {}

  holdsIn({ options }: Resolving): boolean {
    return resolverNamed(options.resolvers, this.name) === this.resolver
  }

  isBelow(): boolean {
    return false
  }
}
