import type { Answer } from '../../suite.js'

export const answer = (): Answer => ({ skip: 'not supported yet' })
