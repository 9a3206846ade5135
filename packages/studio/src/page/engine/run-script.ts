/** A script by its address, or by its text where no server has it. */
export type Script = { readonly address: string } | { readonly text: string }

/** Runs a script in the worker. From the disk it loads none but one that is made here. */
export function runScript(run: (address: string) => void, script: Script): void {
  if ('address' in script) {
    run(script.address)
    return
  }
  const made = URL.createObjectURL(new Blob([script.text], { type: 'text/javascript' }))
  try {
    run(made)
  } finally {
    URL.revokeObjectURL(made)
  }
}
