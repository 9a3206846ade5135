import { raise } from '@hydraconf/core'
import { unknownDevice } from './messages.js'

/** What a model is quantized on. */
export interface Device {
  readonly name: string
  /** NVIDIA's compute capability; undefined for a CPU. */
  readonly capability: number | undefined
}

export const CPU: Device = { name: 'cpu', capability: undefined }

/** Compute capabilities by the names that people use. Those from 8.9 on (2022) compute in FP8. */
const CAPABILITIES: Readonly<Record<string, number>> = {
  v100: 7.0,
  t4: 7.5,
  a100: 8.0,
  a800: 8.0,
  a10: 8.6,
  a40: 8.6,
  a6000: 8.6,
  rtx3090: 8.6,
  l4: 8.9,
  l40: 8.9,
  l40s: 8.9,
  rtx4090: 8.9,
  h100: 9.0,
  h200: 9.0,
  h800: 9.0,
  h20: 9.0,
  gh200: 9.0,
  b200: 10.0,
  b300: 10.3,
  gb200: 10.0,
  gb300: 10.3,
  rtx5090: 12.0,
}

/**
 * The device of a name (`h200`, `a100`, `cpu`), or of a compute capability (`cc=8.0`).
 *
 * @throws HydraconfError `ConfigValueError` for a name that is not known
 */
export function deviceNamed(text: string): Device {
  const name = text.toLowerCase()
  if (name === 'cpu') return CPU
  const given = /^cc=(\d+(?:\.\d+)?)$/.exec(name)?.[1]
  const capability = given === undefined ? CAPABILITIES[name.replace(/[\s_-]/g, '')] : Number(given)
  if (capability === undefined) throw raise(unknownDevice(text, Object.keys(CAPABILITIES)))
  return { name, capability }
}

/** The names that are known. */
export function deviceNames(): readonly string[] {
  return [CPU.name, ...Object.keys(CAPABILITIES)]
}

export const isCpu = ({ capability }: Device): boolean => capability === undefined
