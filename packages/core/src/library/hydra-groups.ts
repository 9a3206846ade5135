/** Whether a group, or a config, is one of Hydra's own: `hydra`, `hydra/launcher`. */
export function isHydraGroup(name: string): boolean {
  return name === 'hydra' || name.startsWith('hydra/')
}
