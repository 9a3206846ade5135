import type { Complaint } from '@hydraconf/core'

export const notInConfig = (key: string): Complaint => ({
  type: 'ConfigKeyError',
  code: 'no-format-in-config',
  message: `The composed config has no '${key}'.`,
  advice: 'Compose a config that chooses a quant_pair (-cn NAME), with the name of a format or a recipe in it.',
})

export const baseNamedTwice = (key: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'format-and-recipe',
  message: `${key} names a format and a recipe.`,
  advice: 'One of the two is what the overlay is laid on: keep format_name or recipe.',
})

export const recipeNotPtq = (name: string, type: string): Complaint => ({
  type: 'ConfigValueError',
  code: 'recipe-not-ptq',
  message: `The recipe ${name} is of type ${type}; an overlay is laid on one of type ptq.`,
})

export const overlayWithoutOverrides = (key: string, near: string | undefined): Complaint => ({
  type: 'ConfigKeyError',
  code: 'overlay-without-overrides',
  message: `${key} has no 'quant_cfg_overrides': nothing would be overlaid.`,
  advice: near === undefined ? 'Write quant_cfg_overrides: {} where nothing is meant.' : `Is '${near}' meant to be it?`,
})
