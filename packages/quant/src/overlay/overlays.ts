import { Dict, type DictKey, type Literal } from '../literal/literal.js'

/** A named granularity overlay: what the group's option files hold. */
export interface Overlay {
  readonly name: string
  readonly overrides: Dict
}

const PER_TOKEN: readonly (readonly [DictKey, Literal])[] = [
  ['type', 'dynamic'],
  ['block_sizes', new Dict([[-1n, null]])],
]

/** The nine overlays of the group, in the order of its README. Names are a stable interface: directories are made of them. */
export const OVERLAYS: readonly Overlay[] = [
  overlay('default', {}),
  overlay('recipe_match_channel_token', { weight: [['axis', 0n]], input: PER_TOKEN }),
  overlay('w_per_tensor', { weight: [['axis', null]] }),
  overlay('w_per_out_channel', { weight: [['axis', 0n]] }),
  overlay('w_per_in_channel', { weight: [['axis', 1n]] }),
  overlay('w_group64', { weight: [['block_sizes', new Dict([[-1n, 64n]])]] }),
  overlay('w_group128', { weight: [['block_sizes', new Dict([[-1n, 128n]])]] }),
  overlay('a_per_token_dynamic', { input: PER_TOKEN }),
  overlay('a_per_tensor_static', {
    input: [
      ['type', 'static'],
      ['axis', null],
    ],
  }),
]

type Attributes = readonly (readonly [DictKey, Literal])[]

function overlay(name: string, sets: { readonly weight?: Attributes; readonly input?: Attributes }): Overlay {
  const overrides: [DictKey, Literal][] = []
  if (sets.weight !== undefined) overrides.push(['*weight_quantizer', new Dict(sets.weight)])
  if (sets.input !== undefined) overrides.push(['*input_quantizer', new Dict(sets.input)])
  return { name, overrides: new Dict(overrides) }
}
