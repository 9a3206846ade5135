/** The lines that the two programs answer differently on purpose, and why; `fixtures/differences/README.md` has them all. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'hydra.verbose=true': 'the plugins that there are',
  '-m hydra.verbose=true source.count=1 store=none': 'the plugins that there are',
  '-m \'hydra.sweeper.params={pricing: "flat,discount"}\' store=none':
    "an accident of Python's: map-over-null-of-hydra",
  'shop=1': 'what is not in a config is an error in Python and undefined in JavaScript',
  '@nothing': 'a file of overrides that is not there is a command line that cannot be read',
}

/** The same of the lines of Hydra 1.4. */
export const DIFFERENCES_14: Readonly<Record<string, string>> = {
  '-- rate=1 --cfg job': "an accident of argparse's, which forgets a leading -- where flags and words mix",
}
