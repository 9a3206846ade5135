import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { addressRefused, settingRefused, tokenNotRead } from './messages.js'

type Env = Readonly<Record<string, string | undefined>>

/** What proves who asks, and where it was found. */
export interface Token {
  readonly text: string
  readonly from: string
}

const HERE = 'http://127.0.0.1:8265'

/**
 * Where the dashboard of a cluster is: `ray.init.address`, or as Ray's own commands find it.
 *
 * @throws PluginException for an address of another door of Ray's
 */
export function dashboardAddress(given: unknown, env: Env): string {
  if (given !== null && given !== undefined && typeof given !== 'string')
    throw raise(settingRefused({ key: 'hydra.launcher.ray.init.address', value: given, wanted: 'an address' }))
  if (given === undefined || given === null || given === '' || given === 'auto' || given === 'local') {
    const { RAY_API_SERVER_ADDRESS: api, RAY_ADDRESS: any } = env
    return whole(api || (isHttp(any) ? any! : HERE))
  }
  if (isHttp(given)) return whole(given)
  // The port of Ray's client, or that of the head: what is behind the colon is not the dashboard's.
  const [host = ''] = given.replace(/^\w+:\/\//, '').split(':')
  throw raise(addressRefused({ address: given, instead: `http://${host}:8265` }))
}

/** @throws PluginException where the file that is named cannot be read */
export function tokenOf(env: Env): Token | undefined {
  const { RAY_AUTH_TOKEN: text, RAY_AUTH_TOKEN_PATH: path } = env
  if (text) return { text, from: 'RAY_AUTH_TOKEN' }
  const file = path || join(env.HOME ?? homedir(), '.ray/auth_token')
  try {
    return { text: readFileSync(file, 'utf8').trim(), from: file }
  } catch (error) {
    if (path) throw raise(tokenNotRead({ path, why: (error as Error).message }), undefined, error)
    return undefined
  }
}

function isHttp(address: string | undefined): boolean {
  return address !== undefined && /^https?:\/\//.test(address)
}

function whole(address: string): string {
  const text = isHttp(address) ? address : `http://${address}`
  if (!URL.canParse(text))
    throw raise(settingRefused({ key: 'hydra.launcher.ray.init.address', value: address, wanted: 'http://HOST:8265' }))
  return text.replace(/\/+$/, '')
}
