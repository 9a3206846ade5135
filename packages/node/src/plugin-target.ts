/** What `_target_` says of a launcher or sweeper that is not one of Hydra's own. */
export function targetOf(name: string): string {
  return `hydraconf.${name}`
}
