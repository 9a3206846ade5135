// What `hydraconf` composes here unless told otherwise.
export default {
  configDir: new URL('conf', import.meta.url),
  configName: 'preset/qwen3_lm_sensitivity',
}
