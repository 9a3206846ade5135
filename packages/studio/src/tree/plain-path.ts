/** Whether a path names a config file by going down from a folder, step by step: `db/mysql.yaml`. */
export function isPlainPath(path: string): boolean {
  return /\.ya?ml$/.test(path) && path.split('/').every((name) => name !== '' && name !== '.' && name !== '..')
}
