/** The settings of the local launcher; apart from it, since every composition knows them and few launch anything. */
export const LOCAL_SETTINGS = {
  /** How many jobs at once; -1: as many as the machine has processors. */
  n_jobs: -1,
} as const
