/** The lines that the two programs answer differently on purpose, and why; `fixtures/differences/README.md` has them all. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'hydra.verbose=true': 'the plugins that there are',
  '-m hydra.verbose=true source.count=1 store=none': 'the plugins that there are',
  '-m \'hydra.sweeper.params={pricing: "flat,discount"}\' store=none':
    "an accident of Python's: map-over-null-of-hydra",
  'shop=1': 'what is not in a config is an error in Python and undefined in JavaScript',
  '@nothing': 'a file of overrides that is not there is a command line that cannot be read',
}
