import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { notWritten } from '../../messages.js'
import { reason } from '../../system-error.js'

/**
 * Says of a batch (`SWEEP/.launch/BATCH`) that none of its jobs shall begin any more: an engine may still deliver one that it could
 * not take back.
 *
 * @throws HydraException where that cannot be written
 */
export function cancelBatch(batch: string): void {
  const path = join(batch, NAME)
  try {
    writeFileSync(path, '')
  } catch (error) {
    throw raise(notWritten({ path, why: reason(error) }), undefined, error)
  }
}

/** The same of every batch of a sweep that is there. */
export function cancelBatches(sweepDir: string): void {
  const launch = join(sweepDir, '.launch')
  for (const batch of existsSync(launch) ? readdirSync(launch) : []) cancelBatch(join(launch, batch))
}

export function isCancelled(batch: string): boolean {
  return existsSync(join(batch, NAME))
}

const NAME = 'cancelled'
