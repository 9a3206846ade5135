import { useStudio } from '../studio.js'

/** Of a tree with very many files the page has the names: the texts are got when someone needs all of them. */
export function LoadTexts({ why }: { readonly why: string }) {
  const { loadTexts } = useStudio()
  return (
    <p class="quiet">
      {why}{' '}
      <button type="button" onClick={loadTexts}>
        Read all files
      </button>
    </p>
  )
}
