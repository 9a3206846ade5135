import type { Complaint } from '@hydraconf/core'

export function treeTooLarge({ limit }: { limit: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'tree-too-large',
    message: `There are more than ${limit} folders to look into, or links that make them so many`,
    advice: 'Name the folder of configs: -cp FOLDER',
  }
}
