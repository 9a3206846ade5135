import fc from 'fast-check'
import { SEED } from './differential/settings.js'

// Every run tries the same inputs, so that a failure is a change's doing; `HYDRACONF_SEED=any` looks for new ones.
fc.configureGlobal({ seed: SEED })
