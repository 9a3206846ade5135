import { Fragment } from 'preact'

/** A key, a path or a name; where it has no room it is broken behind its signs, `db.` `conf/` `w_`, and not in the midst of a word. */
export function Breakable({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/(?<=[._/])(?=[^._/])(?!ya?ml)/).map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  )
}
