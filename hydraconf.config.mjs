// What `hydraconf` composes here unless told otherwise. The plugin is there once the packages are built, which every command
// sees to; a plain composition does without.
const plugins = await import('@hydraconf/quant/plugin').then(
  ({ quant }) => [quant],
  () => [],
)

export default {
  configDir: new URL('conf', import.meta.url),
  configName: 'preset/qwen3_lm_sensitivity',
  plugins,
}
