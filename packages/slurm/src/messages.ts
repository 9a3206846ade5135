import type { Complaint } from '@hydraconf/core'

export function notHere({ command, why }: { command: string; why: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'slurm-not-here',
    message: `SLURM cannot be used: ${command}: ${why}`,
    advice: 'Start the sweep on a machine of the cluster; hydra/launcher=local runs it on this one',
  }
}

export function refused({ command, said }: { command: string; said: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'slurm-refused',
    message: `SLURM refuses the jobs: ${said}`,
    advice: `It was asked with: ${command}`,
  }
}

export function settingRefused({ key, value }: { key: string; value: string }): Complaint {
  return {
    key: `hydra.launcher.${key}`,
    type: 'PluginException',
    code: 'slurm-setting',
    message: `hydra.launcher.${key} is ${JSON.stringify(value)}, which no line of a script can hold`,
    advice: 'Leave line breaks out',
  }
}
