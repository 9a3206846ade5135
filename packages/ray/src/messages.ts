import type { Complaint } from '@hydraconf/core'

export function notHere({ address, why }: { address: string; why: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'ray-not-here',
    message: `No Ray answers at ${address}: ${why}`,
    advice:
      'Start one (ray start --head), or say where its dashboard is: hydra.launcher.ray.init.address=http://HOST:8265. hydra/launcher=local runs the jobs on this machine',
  }
}

export function tokenRefused({ address, from }: { address: string; from: string | undefined }): Complaint {
  return {
    type: 'PluginException',
    code: 'ray-token-refused',
    message:
      from === undefined
        ? `Ray at ${address} wants a token, and there is none`
        : `Ray at ${address} refuses the token of ${from}`,
    advice: 'RAY_AUTH_TOKEN, RAY_AUTH_TOKEN_PATH or ~/.ray/auth_token has to have that of the cluster',
  }
}

export function tokenNotRead({ path, why }: { path: string; why: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'ray-token-not-read',
    message: `The token of Ray cannot be read: ${path}: ${why}`,
    advice: 'RAY_AUTH_TOKEN_PATH names a file that has the token and nothing else',
  }
}

export function refused({ asked, said }: { asked: string; said: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'ray-refused',
    message: `Ray refuses: ${said}`,
    advice: `It was asked with: ${asked}`,
  }
}

export function addressRefused({ address, instead }: { address: string; instead: string }): Complaint {
  return {
    key: 'hydra.launcher.ray.init.address',
    type: 'PluginException',
    code: 'ray-address',
    message: `hydra.launcher.ray.init.address is '${address}', where Ray speaks to Python alone`,
    advice: `Jobs are submitted to the dashboard: hydra.launcher.ray.init.address=${instead}`,
  }
}

export function unknownSetting(setting: { key: string; known: readonly string[]; near: readonly string[] }): Complaint {
  const { key, known, near } = setting
  return {
    key,
    type: 'PluginException',
    code: 'ray-unknown-setting',
    message: `'${key}' is no setting of Ray's`,
    advice: near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `It has ${known.join(', ')}`,
  }
}

export function settingRefused({ key, value, wanted }: { key: string; value: unknown; wanted: string }): Complaint {
  return {
    key,
    type: 'PluginException',
    code: 'ray-setting',
    message: `${key} is ${JSON.stringify(value)}`,
    advice: `It takes ${wanted}`,
  }
}

export function notShared({ address, why }: { address: string; why: string }): Complaint {
  return {
    type: 'PluginException',
    code: 'ray-not-shared',
    message: `The machines of Ray at ${address} do not have what the jobs need: ${why}`,
    advice:
      'The sweep directory, the program and its configs have to be on a disk that they see under the same path; hydra.sweep.dir can be on one, and the option `node` of ray() names the Node there',
  }
}
