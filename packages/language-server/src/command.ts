/** What the `hydraconf` command finds in this package: `hydraconf lsp` runs it. */
export const command = {
  summary: 'the language server that editors start',
  flags: [
    { name: 'stdio', takes: 'nothing', summary: 'speak over standard input and output, which is all it does' },
    { name: 'safe', takes: 'nothing', inFull: true, summary: 'run no hydraconf.config.mjs, and see no environment' },
  ],
  examples: ['lsp --stdio'],
  async run({ flags }: { readonly flags: Readonly<Record<string, string | true | undefined>> }): Promise<number> {
    const { compactWhileQuiet, keepHeapSmall, limitYoungGeneration } = await import('./heap.js')
    keepHeapSmall()
    const { start } = await import('./start.js')
    limitYoungGeneration()
    const { stdin: input, stdout: output, env } = process
    const ended = start({ input, output, cwd: process.cwd(), env, safe: flags.safe === true })
    // Once someone reads: with the first listener it begins to flow.
    compactWhileQuiet(input)
    await ended
    return 0
  },
} as const
