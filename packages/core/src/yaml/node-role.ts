/**
 * What becomes of a value: it stands in the config, is a key, or is what `<<` merges. Of the latter only the entries
 * count, so neither its tag nor a key given twice is looked at.
 */
export type Role = 'value' | 'key' | 'merged'
