/** The settings of the zip sweeper; apart from it, since every composition knows them. */
export const ZIP_SETTINGS = {
  max_batch_size: null,
  params: null,
  /** The keys that go together; null: all sweeps do. */
  keys: null,
} as const
