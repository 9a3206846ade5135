import { append, createSearchPath, findFirst, findLast, prepend, searchPathDir } from '@hydraconf/core'
import type { Answer, Case, Context } from '../../suite.js'

export function answer({ input }: Case, { root }: Context): Answer {
  return { expect: { result: result(input, root) } }
}

function result(input: Case['input'], root: string): unknown {
  const entry = { provider: input.provider, path: input.path }
  switch (input.op) {
    case 'append':
      return append(input.base, entry, input.anchor ?? undefined)
    case 'prepend':
      return prepend(input.base, entry, input.anchor ?? undefined)
    case 'find_first_match':
      return findFirst(input.base, input.query)
    case 'find_last_match':
      return findLast(input.base, input.query)
    case 'create_config_search_path':
      return createSearchPath(input.search_path_dir ?? undefined)
    case 'compute_search_path_dir': {
      const file = input.calling_file?.replace('$ROOT', root) ?? undefined
      const caller = { file, module: input.calling_module ?? undefined }
      return (
        searchPathDir(caller, input.config_path?.replace('$ROOT', root) ?? undefined)?.replace(root, '$ROOT') ?? null
      )
    }
  }
}
