import { tryCompose } from './attempt.js'
import { quickCheck } from './quick-check.js'

/** Names that programs may still use, and what they are called now. */

/** @deprecated Now `quickCheck`. */
export const glancing = quickCheck
/** @deprecated Now `tryCompose`. */
export const tried = tryCompose
