/** A path as `pathlib.PurePosixPath` spells it: no `.` parts, no doubled or trailing slashes; two leading slashes stay two. */
export function normalPath(text: string): string {
  const root = /^\/\/(?!\/)/.test(text) ? '//' : text.startsWith('/') ? '/' : ''
  const parts = text.split('/').filter((part) => part !== '' && part !== '.')
  return root + parts.join('/') || '.'
}
