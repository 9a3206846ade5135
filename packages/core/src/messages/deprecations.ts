/** Words of what is dropped in a later Hydra. */

export const droppedFunction = (name: string, text: string): string =>
  `Hydra 1.5 drops ${name}(...): '${text}' works until then`

export const droppedVersionBase = (given: string): string =>
  `Hydra 1.5 drops version_base: '${given}' has no effect in 1.4, leave it away`
