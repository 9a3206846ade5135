/** `str(pathlib.PurePosixPath(*parts))`: joined, an absolute part starts anew, `.` and double slashes go. */
export function posixPath(parts: readonly string[]): string {
  const start = parts.findLastIndex((part) => part.startsWith('/'))
  const joined = parts.slice(Math.max(start, 0)).join('/')
  // Exactly two leading slashes mean something of their own in POSIX.
  const root = /^\/\/(?!\/)/.test(joined) ? '//' : joined.startsWith('/') ? '/' : ''
  const names = joined.split('/').filter((name) => name !== '' && name !== '.')
  return root + names.join('/') || '.'
}

/** `pathlib.PurePosixPath(path).parts`: an absolute path starts with its root. */
export function pathParts(path: string): string[] {
  const root = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : ''
  const names = path.split('/').filter((name) => name !== '' && name !== '.')
  return root === '' ? names : [root, ...names]
}
